-- Sums that are kept as reports come in, so that nothing has to be added up from history.

-- What one unit has told of one indicator: by night, and under the night '' the whole campaign.
CREATE TABLE tally (
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    night TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- of the session: evening, extra, round
    indicator TEXT NOT NULL,
    total INTEGER NOT NULL,
    reports INTEGER NOT NULL,           -- sessions in which it stands; 0 is 'not reported', whatever stood before
    first INSTANT NOT NULL,             -- when it was written first; 0 for the whole campaign
    PRIMARY KEY (campaign_id, unit_id, night, kind, indicator)
);

-- the whole of all units of a ward or a city, read from here alone
CREATE INDEX tally_whole ON tally (campaign_id, unit_id, indicator, total, reports) WHERE night = '';
-- what was expected of the units of a ward or a city on the nights of some weeks, read from here alone
CREATE INDEX session_expected ON session (campaign_id, unit_id, night, kind, state, asks_at);
-- answers for a past instant: what was heard since, and what became of planned nights
CREATE INDEX standing_heard ON standing (heard);
CREATE INDEX session_change_at ON session_change (at);
ALTER TABLE session_change ADD COLUMN asks_at INSTANT; -- as it was before; null: it was not remembered then
-- /thieu: who has been reminded already
CREATE INDEX outbox_ladder ON outbox (cause) WHERE kind IN ('again', 'deputy');

-- Word templates by what is in them: the same one is kept once, whoever uses it and however many letters stand on it.
CREATE TABLE template (
    digest TEXT PRIMARY KEY,
    body BYTES NOT NULL,
    kept INSTANT NOT NULL               -- when it was looked at last
);

-- Letters as they were issued: what they said stays, whatever is told or corrected afterwards.
CREATE TABLE letter (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    number INTEGER NOT NULL,
    as_of INSTANT NOT NULL,             -- of the figures
    cut_off TEXT NOT NULL,              -- the last night that they hold
    body DOCUMENT NOT NULL,             -- every field of the template
    totals DOCUMENT NOT NULL,           -- {unit: number}, for the slip that corrects it
    issued INSTANT NOT NULL,
    person_id ID NOT NULL REFERENCES person (id),
    template TEXT REFERENCES template (digest), -- that it was issued with
    UNIQUE (campaign_id, unit_id, number)
);

-- What the city's own system counts, beside what the heads have told; neither takes the other's place.
CREATE TABLE official (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    indicator TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    entered INSTANT NOT NULL
);
-- the official figure of a unit that holds on a day
CREATE INDEX official_unit ON official (unit_id, campaign_id, indicator, as_of);

-- Which template an office wants for its letters of a kind: the newest line holds, none is the program's own.
CREATE TABLE template_use (
    id ID PRIMARY KEY,
    unit_id ID NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,                 -- weekly, final, slip
    digest TEXT REFERENCES template (digest),
    person_id ID NOT NULL REFERENCES person (id),
    at INSTANT NOT NULL
);
-- the template in use
CREATE INDEX template_use_unit ON template_use (unit_id, kind, id);
-- templates that nobody has agreed to use
CREATE INDEX template_kept ON template (kept);
-- whether an office has used a template
CREATE INDEX template_use_digest ON template_use (digest);
-- the same of a letter
CREATE INDEX letter_template ON letter (template);
