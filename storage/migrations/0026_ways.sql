-- What has gone either way by accounts of ours whose messages are counted, where nothing can be sent for now, and by
-- what somebody wants to be written to.

CREATE TABLE budget (
    channel TEXT PRIMARY KEY,           -- an account of ours, as zalo/12
    messages INTEGER NOT NULL,          -- that it may send in a month
    people INTEGER,                     -- that it can serve; null: any number
    heard_counts FLAG NOT NULL,         -- what it brings us counts, too
    spared_until INSTANT                -- until then nothing goes by it but what was asked for; null: there is enough
);

CREATE TABLE traffic (
    channel TEXT NOT NULL,
    month TEXT NOT NULL,                -- YYYY-MM, of the house's own zone
    sent INTEGER NOT NULL,              -- with what may have arrived; of a long message each part
    heard INTEGER NOT NULL,
    warned INTEGER NOT NULL DEFAULT 0,  -- the highest percentage that the clerks were told of
    PRIMARY KEY (channel, month)
);

CREATE TABLE outage (
    channel TEXT PRIMARY KEY,
    since INSTANT NOT NULL,
    until INSTANT NOT NULL,             -- when one message tries it again
    why TEXT NOT NULL
);

ALTER TABLE person ADD COLUMN prefers TEXT; -- the platform on which they want to be written to; null: where heard last
ALTER TABLE outbox ADD COLUMN doubted INSTANT; -- an earlier try may have arrived: it is not sent another way
-- how many people an account of ours serves
CREATE INDEX chat_channel ON chat (channel);
