-- +goose Up
CREATE TABLE assessment (
    id            text NOT NULL PRIMARY KEY,
    person_id     text NOT NULL REFERENCES person (id),
    starts        date NOT NULL,
    status        text NOT NULL CHECK (status IN ('draft', 'checked')),
    circumstances text NOT NULL,
    maximum       bigint NOT NULL CHECK (maximum >= 0),
    full_cost     boolean NOT NULL,
    made_by       text NOT NULL,
    checked_by    text NOT NULL,
    made          timestamptz NOT NULL
);
CREATE INDEX assessment_person ON assessment (person_id, status, starts);

-- +goose Down
DROP TABLE assessment;
