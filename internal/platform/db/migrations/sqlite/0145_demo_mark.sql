-- +goose Up
-- One row says that everybody in this database is made up, so that it may be served
-- without signing in.
CREATE TABLE demo_mark (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    made TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE demo_mark;
