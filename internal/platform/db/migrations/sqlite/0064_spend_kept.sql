-- +goose Up
-- What spend is made of, added up: the sums of steer, by day, provider and tier.
-- spent is by month, open and ahead by day, the others stand at 1970-01-01;
-- people stand by provider (tier 0), by tier (no provider) and as a whole.
CREATE TABLE spend_sum (
    what            TEXT NOT NULL CHECK (what IN ('spent', 'open', 'ahead', 'committed', 'places', 'week', 'people', 'people_in_house', 'people_external', 'people_both')),
    day             TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    tier            INTEGER NOT NULL,
    amount          INTEGER NOT NULL,
    PRIMARY KEY (what, day, organisation_id, tier)
) STRICT, WITHOUT ROWID;
CREATE INDEX spend_sum_left ON spend_sum (what, day, organisation_id, tier, amount) WHERE amount <> 0;
-- Each agreed placement as the sums count it, so that a change is told from what was counted before. Two changes
-- for one person at once would both be told from the same: since 0075 each first waits for the person's row there.
CREATE TABLE spend_place (
    placement_id    TEXT NOT NULL PRIMARY KEY,
    person_id       TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    in_house        INTEGER NOT NULL,
    tier            INTEGER NOT NULL,
    going           INTEGER NOT NULL,
    week            INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spend_place_person ON spend_place (person_id);
-- The newest register is told on the page of spend.
CREATE INDEX register_closed ON register (closed);
-- One row once the sums were added up from the rows.
CREATE TABLE spend_built (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL
) STRICT;

-- +goose Down
DROP INDEX register_closed;
DROP TABLE spend_built;
DROP TABLE spend_place;
DROP TABLE spend_sum;
