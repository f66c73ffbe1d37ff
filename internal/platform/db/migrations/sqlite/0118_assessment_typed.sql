-- +goose Up
-- The form of a financial assessment as an officer worked it out last, until they
-- keep it or begin again.
CREATE TABLE assessment_typed (
    person_id TEXT NOT NULL REFERENCES person (id),
    actor_id  TEXT NOT NULL,
    typed     TEXT NOT NULL,
    worked    TEXT NOT NULL,
    PRIMARY KEY (person_id, actor_id)
) STRICT;

-- +goose Down
DROP TABLE assessment_typed;
