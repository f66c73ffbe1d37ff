-- +goose Up
-- Whoever signed in reads Easy Read by their record, until they choose otherwise.
ALTER TABLE session_token ADD COLUMN easy INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE session_token DROP COLUMN easy;
