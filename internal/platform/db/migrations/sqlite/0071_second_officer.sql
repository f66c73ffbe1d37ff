-- +goose Up
-- Who made an assessment, so that somebody else lets it count.
ALTER TABLE assessment ADD COLUMN made_by_id TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE assessment DROP COLUMN made_by_id;
