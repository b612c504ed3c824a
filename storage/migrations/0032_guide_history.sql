-- Changes of the guide stand in the history of their ward, and concern nobody.
CREATE TABLE history_of_any_kind (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN
        ('took', 'left', 'linked', 'unlinked', 'vouched', 'phoned', 'addressed', 'contact', 'withdrew', 'erased',
         'guide')),
    person_id ID REFERENCES person (id), -- whom it concerns; null = nobody
    unit_id ID REFERENCES unit (id),     -- where it shows; null = in the person's own history only
    actor_id ID REFERENCES person (id),  -- null = the command line
    channel TEXT NOT NULL,               -- by which channel it was said
    detail DOCUMENT NOT NULL,            -- names of post, force, channel, step; never a phone number
    at INSTANT NOT NULL
);
INSERT INTO history_of_any_kind (id, kind, person_id, unit_id, actor_id, channel, detail, at)
SELECT id, kind, person_id, unit_id, actor_id, channel, detail, at FROM history;
DROP TABLE history;
ALTER TABLE history_of_any_kind RENAME TO history;
-- the history of a unit
CREATE INDEX history_unit ON history (unit_id, at);
-- the history of a person
CREATE INDEX history_person ON history (person_id, at);
