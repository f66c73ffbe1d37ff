-- +goose Up
-- The form of a financial assessment as an officer worked it out last, until they
-- keep it or begin again.
CREATE TABLE assessment_typed (
    person_id text NOT NULL REFERENCES person (id),
    actor_id  text NOT NULL,
    typed     text NOT NULL,
    worked    timestamptz NOT NULL,
    PRIMARY KEY (person_id, actor_id)
);

-- +goose Down
DROP TABLE assessment_typed;
