-- +goose Up
CREATE TABLE assessment (
    id            TEXT NOT NULL PRIMARY KEY,
    person_id     TEXT NOT NULL REFERENCES person (id),
    starts        TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('draft', 'checked')),
    circumstances TEXT NOT NULL,
    maximum       INTEGER NOT NULL CHECK (maximum >= 0),
    full_cost     INTEGER NOT NULL,
    made_by       TEXT NOT NULL,
    checked_by    TEXT NOT NULL,
    made          TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_person ON assessment (person_id, status, starts);

-- +goose Down
DROP TABLE assessment;
