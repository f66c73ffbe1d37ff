-- +goose Up
-- A provider that is asked for a place reaches its offer and no record, until it says yes.
UPDATE tie SET relation = 'asked' WHERE relation = 'placed'
    AND source IN (SELECT 'placement:' || id FROM placement WHERE status IN ('proposed', 'offered'));

-- +goose Down
UPDATE tie SET relation = 'placed' WHERE relation = 'asked';
