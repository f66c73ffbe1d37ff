-- +goose Up
-- Who approves a week reads what other weeks come to that wait for their providers.
CREATE INDEX placement_offered ON placement (starts_on) WHERE status = 'offered';

-- +goose Down
DROP INDEX placement_offered;
