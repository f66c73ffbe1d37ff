-- +goose Up
-- What a provider has said so far of the places of a session whose register is
-- not closed yet. Closing it takes the marks away.
CREATE TABLE register_mark (
    booking_id TEXT NOT NULL PRIMARY KEY REFERENCES booking (id),
    code       TEXT NOT NULL,
    towards    TEXT NOT NULL,
    note       TEXT NOT NULL,
    marked     TEXT NOT NULL,
    actor      TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE register_mark;
