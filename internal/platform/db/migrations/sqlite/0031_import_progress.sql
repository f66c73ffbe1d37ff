-- +goose Up
-- The page at which an import of a live feed goes on after a break.
CREATE TABLE import_progress (
    source    TEXT NOT NULL PRIMARY KEY,
    next_page INTEGER NOT NULL,
    started   TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE import_progress;
