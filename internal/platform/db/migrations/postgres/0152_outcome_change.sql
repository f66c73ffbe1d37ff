-- +goose Up
-- Who wrote an outcome, who may mend a slip in it; nobody is known of those from before.
ALTER TABLE outcome ADD COLUMN written_by text NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN writer text NOT NULL DEFAULT '';

-- What an outcome said before it was corrected.
CREATE TABLE outcome_change (
    id         text NOT NULL PRIMARY KEY,
    outcome_id text NOT NULL REFERENCES outcome (id),
    at         timestamptz NOT NULL,
    actor_id   text NOT NULL,
    actor_name text NOT NULL,
    words      text NOT NULL,
    scale      text NOT NULL
);
CREATE INDEX outcome_change_outcome ON outcome_change (outcome_id, id);

-- +goose Down
DROP TABLE outcome_change;
ALTER TABLE outcome DROP COLUMN writer;
ALTER TABLE outcome DROP COLUMN written_by;
