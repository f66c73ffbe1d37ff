-- +goose Up
-- One row for each person whose places the sums of spend count: whoever changes
-- the sums for a person holds the row until the transaction ends.
CREATE TABLE spend_person (
    person_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE spend_person;
