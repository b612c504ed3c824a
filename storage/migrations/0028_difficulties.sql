-- What stands in the way: raised, owned, climbing while nobody answers, answered to whoever raised it.
CREATE TABLE difficulty (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    number INTEGER NOT NULL,            -- by which the office names it, within the campaign
    unit_id ID NOT NULL REFERENCES unit (id), -- where it was met
    night TEXT NOT NULL,                -- of which night, a local date
    person_id ID NOT NULL REFERENCES person (id), -- who raised it: the answer goes there
    kind TEXT NOT NULL,                 -- storage/difficulties.py
    carrier TEXT NOT NULL,              -- whose network; '' = not told
    households INTEGER,                 -- how many met it, where that was told
    words TEXT NOT NULL,                -- as they were said, long numbers masked; '' once forgotten
    heard INSTANT NOT NULL,
    tells_at INSTANT NOT NULL,          -- when its owner hears of it
    due INSTANT NOT NULL,               -- until when an answer is owed
    climbs_at INSTANT NOT NULL,         -- when who watches over the office hears of it
    step INTEGER NOT NULL DEFAULT 0,    -- 0 = just raised, 1 = the owner was told, 2 = reminded, 3 = it has climbed
    looks_at INSTANT,                   -- when the clock looks at it next; null = no more
    owner_id ID REFERENCES person (id), -- who has taken it; null = the office
    cluster_id ID REFERENCES difficulty (id), -- the first of the same from several units; itself for that one
    settled INSTANT,
    outcome TEXT,                       -- 'answered', 'taken back'
    answer TEXT NOT NULL DEFAULT '',
    answered_by ID REFERENCES person (id),
    revisit INTEGER NOT NULL DEFAULT 0  -- households to go back to on the unit's next night
);
-- the clock: what has to be looked at
CREATE INDEX difficulty_looks ON difficulty (looks_at) WHERE looks_at IS NOT NULL;
-- what is open in a campaign, and the radar
CREATE INDEX difficulty_open ON difficulty (campaign_id, heard) WHERE settled IS NULL;
-- the next number of a campaign
CREATE UNIQUE INDEX difficulty_number ON difficulty (campaign_id, number);
-- of a unit: households to go back to, and the letter
CREATE INDEX difficulty_unit ON difficulty (unit_id, night);
-- whose they are
CREATE INDEX difficulty_person ON difficulty (person_id, heard);
-- housekeeping: words of what is settled
CREATE INDEX difficulty_settled ON difficulty (settled) WHERE settled IS NOT NULL;
