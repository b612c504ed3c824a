-- Words to many, whom each was for and who has said that it is clear; and what was done to tell people outside the chat.
CREATE TABLE announcement (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    person_id ID NOT NULL REFERENCES person (id), -- who had it sent
    audience DOCUMENT NOT NULL,         -- for whom it was meant, as it was chosen
    words TEXT NOT NULL,
    office FLAG NOT NULL,               -- it came from the ward office …
    bulletin FLAG NOT NULL,             -- … and was for its people at large: the cadence counts it
    at INSTANT NOT NULL,
    corrects ID REFERENCES announcement (id)
);
-- the last ones of a campaign
CREATE INDEX announcement_at ON announcement (campaign_id, at);
-- whose they are
CREATE INDEX announcement_person ON announcement (person_id);

CREATE TABLE receipt (
    announcement_id ID NOT NULL REFERENCES announcement (id),
    person_id ID NOT NULL REFERENCES person (id),
    outbox_id ID,                       -- null = there was no chat to write to
    clear INSTANT,                      -- when they said that it is clear
    PRIMARY KEY (announcement_id, person_id)
);
-- whose they are
CREATE INDEX receipt_person ON receipt (person_id);

CREATE TABLE deed (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id), -- where
    person_id ID NOT NULL REFERENCES person (id), -- who told of it
    kind TEXT NOT NULL,                 -- bulletin, loudspeaker, poster, training
    number INTEGER NOT NULL,            -- how often, or how many
    at INSTANT NOT NULL,                -- when it was done
    heard INSTANT NOT NULL,
    taken_back INSTANT
);
-- what was done within a time
CREATE INDEX deed_at ON deed (campaign_id, at);
-- of a unit
CREATE INDEX deed_unit ON deed (unit_id);
-- whose they are
CREATE INDEX deed_person ON deed (person_id);
