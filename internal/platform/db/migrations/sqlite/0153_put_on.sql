-- +goose Up
-- What a place was when its session was called off, and how often it was had again.
ALTER TABLE booking ADD COLUMN off_from TEXT NOT NULL DEFAULT '';
ALTER TABLE booking ADD COLUMN times_on INTEGER NOT NULL DEFAULT 0 CHECK (times_on >= 0);
-- Places that were called off before: what stood then was marked as changed at that instant, and what its person had
-- cancelled when they did so: at short notice within 48 hours of the session.
UPDATE booking SET off_from = CASE WHEN changed = (SELECT o.at FROM session_off o WHERE o.session_id = booking.session_id)
    THEN 'confirmed' WHEN EXISTS (SELECT 1 FROM session s WHERE s.id = booking.session_id
    AND julianday(s.starts) - julianday(booking.changed) < 2) THEN 'absent_short' ELSE 'absent_in_time' END
    WHERE status = 'cancelled' AND attendance = 'provider_cancelled' AND (placement_id = '' OR EXISTS (SELECT 1 FROM placement p
    WHERE p.id = booking.placement_id AND p.status IN ('accepted', 'active') AND p.ends_on >= booking.day));

-- +goose Down
ALTER TABLE booking DROP COLUMN times_on;
ALTER TABLE booking DROP COLUMN off_from;
