-- Readings that people chose among those offered: their words without names, numbers and places, for 30 days.
CREATE TABLE chosen (
    id ID PRIMARY KEY,
    person_id ID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    wish TEXT NOT NULL,                 -- of the catalogue; '' = something else
    words TEXT NOT NULL,
    at INSTANT NOT NULL
);
-- housekeeping: what is older than 30 days
CREATE INDEX chosen_at ON chosen (at);
-- whose they are: seeing and erasing one's data
CREATE INDEX chosen_person ON chosen (person_id);
-- housekeeping: notes that the office has settled
CREATE INDEX note_settled ON note (settled) WHERE settled IS NOT NULL;

-- What a chat was shown last (an intent, as a choice holds it), so that "còn Cầu Đơ 3?" is about the same thing.
ALTER TABLE chat ADD COLUMN shown TEXT;
ALTER TABLE chat ADD COLUMN shown_at INSTANT;
