-- +goose Up
-- Whoever signed in reads Easy Read by their record, until they choose otherwise.
ALTER TABLE session_token ADD COLUMN easy boolean NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE session_token DROP COLUMN easy;
