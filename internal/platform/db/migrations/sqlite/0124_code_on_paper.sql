-- +goose Up
-- A code on paper, by which somebody without an email address signs in once. Only its
-- hash is kept; of one actor at most one can still be used.
CREATE TABLE sign_in_code (
    hash     TEXT NOT NULL PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES actor (id),
    made     TEXT NOT NULL,
    expires  TEXT NOT NULL,
    used     TEXT
) STRICT;
CREATE UNIQUE INDEX sign_in_code_live ON sign_in_code (actor_id) WHERE used IS NULL;

-- Codes that were tried in the last minutes, to bound guessing.
CREATE TABLE sign_in_try (
    id      TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_try_at ON sign_in_try (at);

-- Signed in on a device that others use too.
ALTER TABLE session_token ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));

-- +goose Down
ALTER TABLE session_token DROP COLUMN shared;
DROP TABLE sign_in_try;
DROP TABLE sign_in_code;
