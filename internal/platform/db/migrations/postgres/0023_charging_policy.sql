-- +goose Up
ALTER TABLE assessment ADD COLUMN minimum bigint NOT NULL DEFAULT 0 CHECK (minimum >= 0);
CREATE TABLE charging_policy (
    id       text NOT NULL PRIMARY KEY,
    starts   date NOT NULL,
    minimum  bigint NOT NULL CHECK (minimum >= 0),
    standard bigint NOT NULL CHECK (standard >= 0),
    share    text NOT NULL,
    made_by  text NOT NULL,
    made     timestamptz NOT NULL
);

-- +goose Down
DROP TABLE charging_policy;
ALTER TABLE assessment DROP COLUMN minimum;
