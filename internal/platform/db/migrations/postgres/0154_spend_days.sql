-- +goose Up
-- On which days of the week a placement goes on, as bits: what is expected of it counts in
-- the month of each session. The sums are added up anew at the next start.
ALTER TABLE spend_place ADD COLUMN days bigint NOT NULL DEFAULT 0;
DELETE FROM spend_built;

-- +goose Down
ALTER TABLE spend_place DROP COLUMN days;
DELETE FROM spend_built;
