-- Which of the campaign's dated rounds a return is for, so that a round whose day changes is known again.
ALTER TABLE session ADD COLUMN round TEXT; -- its code; null: an evening, or a return that a plan asks for
