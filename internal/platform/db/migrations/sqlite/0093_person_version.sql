-- +goose Up
-- Counts the changes of a record, so that a form that was opened on an older
-- one is refused.
ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE person DROP COLUMN version;
