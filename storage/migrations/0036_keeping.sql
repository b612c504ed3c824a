-- Housekeeping: what is older than it may be is found by its age.
-- housekeeping: words said on the page
CREATE INDEX log_at ON log (at);
-- housekeeping: updates that nobody repeats any more
CREATE INDEX update_key_heard ON update_key (heard);

-- Its person has taken their data back: the address goes as soon as the last word was said there.
ALTER TABLE chat ADD COLUMN erased INSTANT; -- since when its address waits to be forgotten
-- chats whose address is still to be forgotten
CREATE INDEX chat_erased ON chat (erased) WHERE erased IS NOT NULL;

-- What was consented to, word for word: a hash of it.
ALTER TABLE person ADD COLUMN consent_words TEXT; -- hash of the words consented to

-- messages that hold a code, until it is taken out of them
CREATE INDEX outbox_code ON outbox (id) WHERE kind = 'code';
