-- +goose Up
-- When somebody last came in, so that who lets them in sees whether they do.
ALTER TABLE actor ADD COLUMN used timestamptz;

-- +goose Down
ALTER TABLE actor DROP COLUMN used;
