-- +goose Up
-- One row says that everybody in this database is made up, so that it may be served
-- without signing in.
CREATE TABLE demo_mark (
    one  bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    made timestamptz NOT NULL
);

-- +goose Down
DROP TABLE demo_mark;
