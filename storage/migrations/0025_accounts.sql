-- A platform may give us several accounts, each for so many people: which of them a card names.

ALTER TABLE invite ADD COLUMN accounts TEXT; -- channels between spaces; null where the card names none, or was made before
