-- The door: cards that can be printed again, codes for a further device, and guesses by where they came from.

ALTER TABLE invite ADD COLUMN code TEXT;   -- as it is printed, so that a card can be printed again; null once used
ALTER TABLE invite ADD COLUMN secret TEXT; -- of its link, for as long as the code
ALTER TABLE invite ADD COLUMN own FLAG;    -- made by the person for a further device; null = a card of the clerk's

ALTER TABLE wrong_code ADD COLUMN origin TEXT; -- hash of the address a page was asked from; null in a chat
