-- Units are renamed, merged and split; where a unit started may be said anew, and every row stays.

-- What became of a unit on a day. A rename leaves the unit itself: predecessor and successor are the same.
CREATE TABLE lineage (
    id ID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split')),
    predecessor_id ID NOT NULL REFERENCES unit (id),
    successor_id ID NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,                  -- the first night of the new order
    was TEXT NOT NULL,                  -- the predecessor's name until then
    share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 10000), -- of the predecessor, in hundredths of a percent
    reason TEXT NOT NULL,
    cause TEXT NOT NULL,                -- the update or command that decided it
    entered INSTANT NOT NULL
);
-- what came before a unit
CREATE INDEX lineage_successor ON lineage (successor_id, day);
-- what became of a unit
CREATE INDEX lineage_predecessor ON lineage (predecessor_id, day);

-- A ledger like that of headcounts: of two rows of one day the one that was entered last holds.
CREATE TABLE baseline_ledger (
    id ID PRIMARY KEY,
    campaign_id ID NOT NULL REFERENCES campaign (id),
    unit_id ID NOT NULL REFERENCES unit (id),
    indicator TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    entered INSTANT NOT NULL
);
INSERT INTO baseline_ledger (id, campaign_id, unit_id, indicator, value, as_of, source, entered)
SELECT id, campaign_id, unit_id, indicator, value, as_of, source, 0 FROM baseline;
DROP TABLE baseline;
ALTER TABLE baseline_ledger RENAME TO baseline;
-- where a unit started
CREATE INDEX baseline_unit ON baseline (unit_id, campaign_id, indicator, as_of);
