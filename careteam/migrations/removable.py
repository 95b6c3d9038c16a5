"""What lets an alert and its events go, and only if the record of their removal stands already.

The record is the key: whoever removes without it is refused by the database, as before, and a
removal that fails takes its record back with it. No record by age names an alert that is open.
Steps that ran are never rewritten: what is here may be added to, not changed.
"""

from __future__ import annotations

_OWNER = {"alerts": "id", "alert_events": "alert_id"}
_UNRECORDED = "{table}: nothing is removed without a record of it"
_STILL_OPEN = "an open alert is not removed by age"

_POSTGRES_UNRECORDED = """
CREATE OR REPLACE FUNCTION careteam_refuse_unrecorded() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE owner text := to_jsonb(OLD) ->> TG_ARGV[0];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM alert_removals WHERE alert_id = owner) THEN
    RAISE EXCEPTION '% on % is refused: there is no record of it', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END $$
"""
_POSTGRES_STILL_OPEN = f"""
CREATE OR REPLACE FUNCTION careteam_refuse_open() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM alerts WHERE id = NEW.alert_id AND closed_at IS NULL) THEN
    RAISE EXCEPTION '{_STILL_OPEN}';
  END IF;
  RETURN NEW;
END $$
"""  # noqa: S608 (own words)


def removable(kind: str) -> list[str]:
    """Return the statements; `alert_removals` and the earlier refusals must be there.

    `kind`: sqlite or postgresql.
    """
    return _postgres() if kind == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    statements = []
    for table, owner in _OWNER.items():
        recorded = f"SELECT 1 FROM alert_removals WHERE alert_id = OLD.{owner}"  # noqa: S608
        message = _UNRECORDED.format(table=table)
        statements += [
            f"DROP TRIGGER {table}_no_delete",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN NOT EXISTS ({recorded}) BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    is_open = "SELECT 1 FROM alerts WHERE id = NEW.alert_id AND closed_at IS NULL"
    statements.append(
        "CREATE TRIGGER alert_removals_not_open BEFORE INSERT ON alert_removals "
        f"WHEN NEW.why = 'age' AND EXISTS ({is_open}) "
        f"BEGIN SELECT RAISE(ABORT, '{_STILL_OPEN}'); END"
    )
    return statements


def _postgres() -> list[str]:
    return [
        _POSTGRES_UNRECORDED,
        _POSTGRES_STILL_OPEN,
        "DROP TRIGGER alert_events_no_change ON alert_events",
        "CREATE TRIGGER alert_events_no_change BEFORE UPDATE ON alert_events "
        "FOR EACH ROW EXECUTE FUNCTION careteam_refuse()",
        "DROP TRIGGER alerts_no_delete ON alerts",
        *(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION careteam_refuse_unrecorded('{owner}')"
            for table, owner in _OWNER.items()
        ),
        "CREATE TRIGGER alert_removals_not_open BEFORE INSERT ON alert_removals "
        "FOR EACH ROW WHEN (NEW.why = 'age') EXECUTE FUNCTION careteam_refuse_open()",
    ]
