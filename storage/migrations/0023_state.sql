-- What is noted under a name is a value and an instant; the nightly copy's last success has a name of its own.

CREATE TABLE state (
    name TEXT PRIMARY KEY,              -- storage/state.py
    value TEXT NOT NULL,
    at INSTANT NOT NULL                 -- when it was noted
);
INSERT INTO state (name, value, at) SELECT name, note, beat_at FROM heartbeat;
INSERT INTO state (name, value, at)
SELECT 'backup/made', '', reached FROM heartbeat WHERE name = 'backup' AND reached > 0;
DROP TABLE heartbeat;
