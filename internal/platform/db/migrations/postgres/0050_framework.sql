-- +goose Up
CREATE TABLE rate (
    id          text NOT NULL PRIMARY KEY,
    activity_id text NOT NULL REFERENCES activity (id),
    ratio       bigint NOT NULL,
    price       bigint NOT NULL CHECK (price >= 0),
    benchmark   bigint NOT NULL CHECK (benchmark >= 0),
    reason      text NOT NULL,
    starts      date NOT NULL
);
CREATE INDEX rate_activity ON rate (activity_id, ratio, starts);

-- +goose Down
DROP TABLE rate;
