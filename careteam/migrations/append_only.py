"""What makes the database itself refuse to change a record (ESC-12), for both kinds of database.

Steps that ran are never rewritten: what is here may be added to, not changed.
"""

from __future__ import annotations

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION careteam_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME;
END $$
"""


def append_only(kind: str, table: str, message: str) -> list[str]:
    """Return the statements after which rows of `table` (key: seq) can only be added.

    `kind`: sqlite or postgresql. `message`: what SQLite says to who tries.
    """
    if kind == "postgresql":
        return [
            _POSTGRES_FUNCTION,
            _postgres(table, "no_change", "UPDATE OR DELETE", "ROW"),
            _postgres(table, "no_truncate", "TRUNCATE", "STATEMENT"),
        ]
    return [
        _sqlite(table, "no_update", "UPDATE", message),
        _sqlite(table, "no_delete", "DELETE", message),
        # REPLACE deletes without a delete trigger, so it is refused where it begins.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 (own names)
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def keeps_origin(kind: str, table: str, columns: str, deleted: str, rewritten: str) -> list[str]:
    """Return the statements after which rows stay, and `columns` of them stay as they are.

    `deleted`, `rewritten`: what SQLite says to who tries.
    """
    rewrite = f"UPDATE OF {columns}"
    if kind == "postgresql":
        return [
            _POSTGRES_FUNCTION,
            _postgres(table, "no_delete", "DELETE", "ROW"),
            _postgres(table, "no_truncate", "TRUNCATE", "STATEMENT"),
            _postgres(table, "no_rewrite", rewrite, "ROW"),
        ]
    return [
        _sqlite(table, "no_delete", "DELETE", deleted),
        _sqlite(table, "no_rewrite", rewrite, rewritten),
    ]


def _sqlite(table: str, name: str, moment: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgres(table: str, name: str, moment: str, each: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION careteam_refuse()"
    )
