-- +goose Up
-- What spend is made of, added up: the sums of steer, by day, provider and tier.
-- spent is by month, open and ahead by day, the others stand at 1970-01-01;
-- people stand by provider (tier 0), by tier (no provider) and as a whole.
CREATE TABLE spend_sum (
    what            text NOT NULL CHECK (what IN ('spent', 'open', 'ahead', 'committed', 'places', 'week', 'people', 'people_in_house', 'people_external', 'people_both')),
    day             date NOT NULL,
    organisation_id text NOT NULL,
    tier            bigint NOT NULL,
    amount          bigint NOT NULL,
    PRIMARY KEY (what, day, organisation_id, tier)
);
CREATE INDEX spend_sum_left ON spend_sum (what, day, organisation_id, tier, amount) WHERE amount <> 0;
-- Each agreed placement as the sums count it, so that a change is told from what was counted before. Two changes
-- for one person at once would both be told from the same: since 0075 each first waits for the person's row there.
CREATE TABLE spend_place (
    placement_id    text NOT NULL PRIMARY KEY,
    person_id       text NOT NULL,
    organisation_id text NOT NULL,
    in_house        bigint NOT NULL,
    tier            bigint NOT NULL,
    going           bigint NOT NULL,
    week            bigint NOT NULL,
    total           bigint NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date NOT NULL
);
CREATE INDEX spend_place_person ON spend_place (person_id);
-- The newest register is told on the page of spend.
CREATE INDEX register_closed ON register (closed);
-- One row once the sums were added up from the rows.
CREATE TABLE spend_built (
    id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    at timestamptz NOT NULL
);

-- +goose Down
DROP INDEX register_closed;
DROP TABLE spend_built;
DROP TABLE spend_place;
DROP TABLE spend_sum;
