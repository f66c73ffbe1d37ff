-- +goose Up
CREATE TABLE council_budget (
    id         text NOT NULL PRIMARY KEY,
    year_from  date NOT NULL,
    in_house   bigint NOT NULL CHECK (in_house >= 0),
    external   bigint NOT NULL CHECK (external >= 0),
    reason     text NOT NULL,
    actor      text NOT NULL,
    made       timestamptz NOT NULL
);
CREATE INDEX council_budget_year ON council_budget (year_from, made);
-- What spend is added up from, by day and by placement, without reading the bookings themselves.
CREATE INDEX booking_paid ON booking (day, placement_id, paid) WHERE paid > 0;
CREATE INDEX booking_open ON booking (day, placement_id, price) WHERE status = 'confirmed' AND price > 0;
CREATE INDEX booking_settled ON booking (placement_id, session_id, status, price) WHERE status <> 'confirmed' AND attendance <> '' AND price > 0;
CREATE INDEX placement_going ON placement (organisation_id, person_id, week_cost) WHERE status IN ('accepted', 'active') AND funding = 'budget';

-- +goose Down
DROP INDEX placement_going;
DROP INDEX booking_settled;
DROP INDEX booking_open;
DROP INDEX booking_paid;
DROP TABLE council_budget;
