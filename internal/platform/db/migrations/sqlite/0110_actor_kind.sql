-- +goose Up
-- Who works with Ourdays is listed without reading everybody who may sign in.
CREATE INDEX actor_kind ON actor (kind, name);

-- +goose Down
DROP INDEX actor_kind;
