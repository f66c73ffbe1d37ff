-- +goose Up
-- The dearest places first, a part of the list at a time.
CREATE INDEX placement_cost ON placement (week_cost DESC, id) WHERE funding = 'budget';

-- +goose Down
DROP INDEX placement_cost;
