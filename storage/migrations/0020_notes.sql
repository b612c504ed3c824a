-- Words that could not be read, and wishes that were passed on: kept until the ward office has seen them.
CREATE TABLE note (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    person_id ID NOT NULL REFERENCES person (id), -- who wrote it
    wish TEXT NOT NULL,                 -- the wish that was passed on; '' = it was not read
    words TEXT NOT NULL,
    heard INSTANT NOT NULL,
    settled INSTANT
);
-- what waits for the office
CREATE INDEX note_open ON note (campaign_id, heard) WHERE settled IS NULL;
-- whose they are: erasing, and how many somebody has left lately
CREATE INDEX note_person ON note (person_id, heard);
