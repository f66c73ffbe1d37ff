-- +goose Up
-- Who cancelled a place that they had booked themselves is named on the register of the
-- day, and their record is not open by it.
UPDATE tie SET relation = 'listed' WHERE relation = 'placed' AND starts = until
    AND source IN (SELECT 'booking:' || id FROM booking WHERE status = 'cancelled' AND placement_id = '');

-- +goose Down
UPDATE tie SET relation = 'placed' WHERE relation = 'listed';
