-- +goose Up
-- By which rules of words an activity was made findable: what an older program
-- wrote is written again, and its list of how words are spelt begins anew.
ALTER TABLE activity_find ADD COLUMN rules bigint NOT NULL DEFAULT 0;
DELETE FROM find_word;

-- +goose Down
ALTER TABLE activity_find DROP COLUMN rules;
