-- +goose Up
-- What the token of a session was computed with that a link or a code on paper began, so
-- that the same form pressed twice gets the same one. The token itself is not kept.
ALTER TABLE sign_in_link ADD COLUMN salt text NOT NULL DEFAULT '';
ALTER TABLE sign_in_code ADD COLUMN salt text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE sign_in_code DROP COLUMN salt;
ALTER TABLE sign_in_link DROP COLUMN salt;
