-- +goose Up
-- How a supporter reads, as they chose it last, for the letters to them.
ALTER TABLE actor ADD COLUMN reads_easy boolean NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE actor DROP COLUMN reads_easy;
