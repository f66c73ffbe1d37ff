-- +goose Up
-- What a provider has said so far of the places of a session whose register is
-- not closed yet. Closing it takes the marks away.
CREATE TABLE register_mark (
    booking_id text NOT NULL PRIMARY KEY REFERENCES booking (id),
    code       text NOT NULL,
    towards    text NOT NULL,
    note       text NOT NULL,
    marked     timestamptz NOT NULL,
    actor      text NOT NULL
);

-- +goose Down
DROP TABLE register_mark;
