-- +goose Up
-- Places of past days that no register has settled, of whichever day: few,
-- however many places there have been.
CREATE INDEX booking_unclosed ON booking (day, session_id) WHERE status = 'confirmed';

-- +goose Down
DROP INDEX booking_unclosed;
