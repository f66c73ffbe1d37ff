-- +goose Up
-- What pages ask by person and by role, so that they cost what they show.
CREATE INDEX outcome_person ON outcome (person_id, id);
CREATE INDEX tie_role ON tie (role, person_id) WHERE role <> '';

-- +goose Down
DROP INDEX tie_role;
DROP INDEX outcome_person;
