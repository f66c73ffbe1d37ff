-- +goose Up
-- What an import of a live feed did page by page, until it has read all of them: the run
-- that goes on after a break tells of the whole, and knows again which ids it has seen.
CREATE TABLE import_page (
    source text NOT NULL,
    page   bigint NOT NULL,
    told   text NOT NULL,
    seen   text NOT NULL,
    PRIMARY KEY (source, page)
);

-- What a run before this one did is not known page by page, so it begins again.
DELETE FROM import_progress;

-- +goose Down
DROP TABLE import_page;
