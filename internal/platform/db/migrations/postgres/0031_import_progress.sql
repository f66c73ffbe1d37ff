-- +goose Up
-- The page at which an import of a live feed goes on after a break.
CREATE TABLE import_progress (
    source    text NOT NULL PRIMARY KEY,
    next_page bigint NOT NULL,
    started   timestamptz NOT NULL
);

-- +goose Down
DROP TABLE import_progress;
