-- Who was called because no message could reach them, by whom and when: what was to be told counts as told.

ALTER TABLE outbox ADD COLUMN called_at INSTANT;
ALTER TABLE outbox ADD COLUMN called_by ID REFERENCES person (id);

-- whom to call: what reached nobody and is still of use
CREATE INDEX outbox_missed ON outbox (not_after) WHERE state = 'unreached';

-- what waits for somebody who joins
CREATE INDEX outbox_person_unreached ON outbox (person_id) WHERE state = 'unreached';
