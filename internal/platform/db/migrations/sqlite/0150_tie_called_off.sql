-- +goose Up
-- A name on the register of a day ends with the day's session where that was called off
-- already. A process of before may have tied somebody as placed since 0146: that is turned too.
UPDATE tie SET relation = 'listed' WHERE relation = 'placed' AND starts = until
    AND source IN (SELECT 'booking:' || id FROM booking WHERE status = 'cancelled' AND placement_id = '');
UPDATE tie SET until = date(starts, '-1 day') WHERE relation = 'listed' AND until >= starts
    AND source IN (SELECT 'booking:' || b.id FROM booking b JOIN session s ON s.id = b.session_id WHERE s.status = 'cancelled');

-- +goose Down
SELECT 1;
