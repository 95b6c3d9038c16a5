-- The tables as Nia made them before there were migrations.
-- next
CREATE TABLE alerts (
	id TEXT NOT NULL,
	conversation_key TEXT NOT NULL,
	conversation_id TEXT NOT NULL,
	created_at TEXT NOT NULL,
	closed_at TEXT,
	PRIMARY KEY (id)
)
-- next
CREATE UNIQUE INDEX one_open_alert_per_conversation ON alerts (conversation_key) WHERE closed_at IS NULL
-- next
CREATE INDEX ix_alerts_conversation_key ON alerts (conversation_key)
-- next
CREATE OR REPLACE FUNCTION careteam_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME;
END $$
-- next
CREATE TRIGGER alerts_no_delete BEFORE DELETE ON alerts FOR EACH ROW EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TRIGGER alerts_no_truncate BEFORE TRUNCATE ON alerts FOR EACH STATEMENT EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TRIGGER alerts_no_rewrite BEFORE UPDATE OF id, conversation_key, conversation_id, created_at ON alerts FOR EACH ROW EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TABLE feedback (
	seq SERIAL NOT NULL,
	at TEXT NOT NULL,
	helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
	topics TEXT NOT NULL,
	channel TEXT NOT NULL,
	PRIMARY KEY (seq)
)
-- next
CREATE OR REPLACE FUNCTION careteam_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME;
END $$
-- next
CREATE TRIGGER feedback_no_change BEFORE UPDATE OR DELETE ON feedback FOR EACH ROW EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TRIGGER feedback_no_truncate BEFORE TRUNCATE ON feedback FOR EACH STATEMENT EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TABLE alert_events (
	seq SERIAL NOT NULL,
	alert_id TEXT NOT NULL,
	at TEXT NOT NULL,
	kind TEXT NOT NULL,
	dedup_key TEXT,
	payload TEXT NOT NULL,
	PRIMARY KEY (seq),
	FOREIGN KEY(alert_id) REFERENCES alerts (id),
	UNIQUE (dedup_key)
)
-- next
CREATE INDEX ix_alert_events_alert_id ON alert_events (alert_id)
-- next
CREATE OR REPLACE FUNCTION careteam_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME;
END $$
-- next
CREATE TRIGGER alert_events_no_change BEFORE UPDATE OR DELETE ON alert_events FOR EACH ROW EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TRIGGER alert_events_no_truncate BEFORE TRUNCATE ON alert_events FOR EACH STATEMENT EXECUTE FUNCTION careteam_refuse()
-- next
CREATE TABLE outbox (
	id TEXT NOT NULL,
	alert_id TEXT NOT NULL,
	notice INTEGER NOT NULL,
	route TEXT NOT NULL,
	status TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	in_flight INTEGER NOT NULL,
	ever_unknown INTEGER NOT NULL,
	next_attempt_at TEXT NOT NULL,
	last_result TEXT,
	last_detail TEXT,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT one_delivery_per_notice_and_route UNIQUE (alert_id, notice, route),
	FOREIGN KEY(alert_id) REFERENCES alerts (id)
)
-- next
CREATE INDEX ix_outbox_alert_id ON outbox (alert_id)
-- next
CREATE INDEX outbox_by_status_and_time ON outbox (status, next_attempt_at)
