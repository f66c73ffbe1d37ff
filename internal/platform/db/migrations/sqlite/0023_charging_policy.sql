-- +goose Up
ALTER TABLE assessment ADD COLUMN minimum INTEGER NOT NULL DEFAULT 0 CHECK (minimum >= 0);
CREATE TABLE charging_policy (
    id       TEXT NOT NULL PRIMARY KEY,
    starts   TEXT NOT NULL,
    minimum  INTEGER NOT NULL CHECK (minimum >= 0),
    standard INTEGER NOT NULL CHECK (standard >= 0),
    share    TEXT NOT NULL,
    made_by  TEXT NOT NULL,
    made     TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE charging_policy;
ALTER TABLE assessment DROP COLUMN minimum;
