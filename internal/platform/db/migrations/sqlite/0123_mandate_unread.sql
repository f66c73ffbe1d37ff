-- +goose Up
-- A person stopped a helper, and no worker has read so yet.
ALTER TABLE mandate ADD COLUMN unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1));

-- +goose Down
ALTER TABLE mandate DROP COLUMN unread;
