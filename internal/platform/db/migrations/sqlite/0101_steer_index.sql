-- +goose Up
-- What a placement's registers spent, without reading its bookings.
CREATE INDEX booking_spent ON booking (placement_id, day, paid) WHERE paid > 0;

-- +goose Down
DROP INDEX booking_spent;
