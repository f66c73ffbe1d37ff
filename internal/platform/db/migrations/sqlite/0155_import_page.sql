-- +goose Up
-- What an import of a live feed did page by page, until it has read all of them: the run
-- that goes on after a break tells of the whole, and knows again which ids it has seen.
CREATE TABLE import_page (
    source TEXT NOT NULL,
    page   INTEGER NOT NULL,
    told   TEXT NOT NULL,
    seen   TEXT NOT NULL,
    PRIMARY KEY (source, page)
) STRICT;

-- What a run before this one did is not known page by page, so it begins again.
DELETE FROM import_progress;

-- +goose Down
DROP TABLE import_page;
