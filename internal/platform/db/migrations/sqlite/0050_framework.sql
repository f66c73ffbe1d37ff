-- +goose Up
CREATE TABLE rate (
    id          TEXT NOT NULL PRIMARY KEY,
    activity_id TEXT NOT NULL REFERENCES activity (id),
    ratio       INTEGER NOT NULL,
    price       INTEGER NOT NULL CHECK (price >= 0),
    benchmark   INTEGER NOT NULL CHECK (benchmark >= 0),
    reason      TEXT NOT NULL,
    starts      TEXT NOT NULL
) STRICT;
CREATE INDEX rate_activity ON rate (activity_id, ratio, starts);

-- +goose Down
DROP TABLE rate;
