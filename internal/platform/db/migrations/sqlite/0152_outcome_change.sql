-- +goose Up
-- Who wrote an outcome, who may mend a slip in it; nobody is known of those from before.
ALTER TABLE outcome ADD COLUMN written_by TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN writer TEXT NOT NULL DEFAULT '';

-- What an outcome said before it was corrected.
CREATE TABLE outcome_change (
    id         TEXT NOT NULL PRIMARY KEY,
    outcome_id TEXT NOT NULL REFERENCES outcome (id),
    at         TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    words      TEXT NOT NULL,
    scale      TEXT NOT NULL
) STRICT;
CREATE INDEX outcome_change_outcome ON outcome_change (outcome_id, id);

-- +goose Down
DROP TABLE outcome_change;
ALTER TABLE outcome DROP COLUMN writer;
ALTER TABLE outcome DROP COLUMN written_by;
