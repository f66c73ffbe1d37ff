-- +goose Up
-- Whose register is to settle a place, while none has: places that stand, and those
-- of placements that their people cancelled. What a provider's lists of registers
-- read, however many other providers and closed registers there are.
ALTER TABLE booking ADD COLUMN waits_for text NOT NULL DEFAULT '';
UPDATE booking SET waits_for = (SELECT organisation_id FROM session WHERE session.id = booking.session_id)
    WHERE status = 'confirmed' OR status = 'cancelled' AND placement_id <> ''
    AND attendance NOT IN ('', 'provider_cancelled')
    AND NOT EXISTS (SELECT 1 FROM register WHERE register.session_id = booking.session_id);
CREATE INDEX booking_waits ON booking (waits_for, day, session_id) WHERE waits_for <> '';
DROP INDEX booking_unclosed;

-- +goose Down
CREATE INDEX booking_unclosed ON booking (day, session_id) WHERE status = 'confirmed';
DROP INDEX booking_waits;
ALTER TABLE booking DROP COLUMN waits_for;
