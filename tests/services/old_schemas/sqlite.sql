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
CREATE TRIGGER alerts_no_delete BEFORE DELETE ON alerts BEGIN SELECT RAISE(ABORT, 'alerts are never deleted'); END
-- next
CREATE TRIGGER alerts_no_rewrite BEFORE UPDATE OF id, conversation_key, conversation_id, created_at ON alerts BEGIN SELECT RAISE(ABORT, 'an alert keeps its origin'); END
-- next
CREATE TABLE feedback (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,
	helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
	topics TEXT NOT NULL,
	channel TEXT NOT NULL
)
-- next
CREATE TRIGGER feedback_no_update BEFORE UPDATE ON feedback BEGIN SELECT RAISE(ABORT, 'feedback is append-only'); END
-- next
CREATE TRIGGER feedback_no_delete BEFORE DELETE ON feedback BEGIN SELECT RAISE(ABORT, 'feedback is append-only'); END
-- next
CREATE TRIGGER feedback_no_replace BEFORE INSERT ON feedback WHEN EXISTS (SELECT 1 FROM feedback WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'feedback is append-only'); END
-- next
CREATE TABLE alert_events (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	alert_id TEXT NOT NULL,
	at TEXT NOT NULL,
	kind TEXT NOT NULL,
	dedup_key TEXT,
	payload TEXT NOT NULL,
	FOREIGN KEY(alert_id) REFERENCES alerts (id),
	UNIQUE (dedup_key)
)
-- next
CREATE INDEX ix_alert_events_alert_id ON alert_events (alert_id)
-- next
CREATE TRIGGER alert_events_no_update BEFORE UPDATE ON alert_events BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END
-- next
CREATE TRIGGER alert_events_no_delete BEFORE DELETE ON alert_events BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END
-- next
CREATE TRIGGER alert_events_no_replace BEFORE INSERT ON alert_events WHEN EXISTS (SELECT 1 FROM alert_events WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'alert events are append-only'); END
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
