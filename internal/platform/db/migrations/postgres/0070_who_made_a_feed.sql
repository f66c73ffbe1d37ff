-- +goose Up
-- Who made a calendar's address, empty for the person, and the last day whose
-- reading stands in the audit trail. Of an address from before nobody knows who
-- made it, so it stops.
ALTER TABLE calendar_feed ADD COLUMN made_by text NOT NULL DEFAULT '';
ALTER TABLE calendar_feed ADD COLUMN read_on date;
UPDATE calendar_feed SET secret = 'stopped:' || person_id;
-- When a session was called off, for calendars (RFC 5545, 3.8.7.3).
ALTER TABLE session ADD COLUMN changed timestamptz;

-- +goose Down
ALTER TABLE session DROP COLUMN changed;
ALTER TABLE calendar_feed DROP COLUMN read_on;
ALTER TABLE calendar_feed DROP COLUMN made_by;
