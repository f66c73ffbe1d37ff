-- +goose Up
-- A person stopped a helper, and no worker has read so yet.
ALTER TABLE mandate ADD COLUMN unread boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE mandate DROP COLUMN unread;
