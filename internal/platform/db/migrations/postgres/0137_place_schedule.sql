-- +goose Up
-- Whom a session that is called off concerns beyond its bookings.
CREATE INDEX placement_of_schedule ON placement (schedule_id) WHERE status IN ('accepted', 'active');

-- +goose Down
DROP INDEX placement_of_schedule;
