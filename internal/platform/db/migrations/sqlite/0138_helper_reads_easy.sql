-- +goose Up
-- How a supporter reads, as they chose it last, for the letters to them.
ALTER TABLE actor ADD COLUMN reads_easy INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE actor DROP COLUMN reads_easy;
