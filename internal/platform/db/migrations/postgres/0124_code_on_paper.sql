-- +goose Up
-- A code on paper, by which somebody without an email address signs in once. Only its
-- hash is kept; of one actor at most one can still be used.
CREATE TABLE sign_in_code (
    hash     text NOT NULL PRIMARY KEY,
    actor_id text NOT NULL REFERENCES actor (id),
    made     timestamptz NOT NULL,
    expires  timestamptz NOT NULL,
    used     timestamptz
);
CREATE UNIQUE INDEX sign_in_code_live ON sign_in_code (actor_id) WHERE used IS NULL;

-- Codes that were tried in the last minutes, to bound guessing.
CREATE TABLE sign_in_try (
    id      text NOT NULL PRIMARY KEY,
    address text NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX sign_in_try_at ON sign_in_try (at);

-- Signed in on a device that others use too.
ALTER TABLE session_token ADD COLUMN shared boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE session_token DROP COLUMN shared;
DROP TABLE sign_in_try;
DROP TABLE sign_in_code;
