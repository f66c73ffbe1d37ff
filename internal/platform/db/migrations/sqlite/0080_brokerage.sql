-- +goose Up
CREATE TABLE referral_counter (
    id   INTEGER NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO referral_counter (id, last) VALUES (1, 0);

CREATE TABLE referral (
    id          TEXT NOT NULL PRIMARY KEY,
    number      INTEGER NOT NULL UNIQUE,
    person_id   TEXT NOT NULL,
    plan_id     TEXT NOT NULL,
    status      TEXT NOT NULL,
    referred_by TEXT NOT NULL,
    broker_id   TEXT NOT NULL DEFAULT '',
    approved_by TEXT NOT NULL DEFAULT '',
    option_id   TEXT NOT NULL DEFAULT '',
    why         TEXT NOT NULL DEFAULT '',
    helped_by   TEXT NOT NULL DEFAULT '',
    ending      TEXT NOT NULL DEFAULT '',
    start_by    TEXT,
    made        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX referral_open ON referral (person_id) WHERE status <> 'ended';
CREATE INDEX referral_status ON referral (status, number);
CREATE INDEX referral_person ON referral (person_id, number);

CREATE TABLE referral_step (
    id         TEXT NOT NULL PRIMARY KEY,
    thing_id   TEXT NOT NULL,
    at         TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    act        TEXT NOT NULL,
    status     TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX referral_step_thing ON referral_step (thing_id, id);

CREATE TABLE referral_option (
    id          TEXT NOT NULL PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    n           INTEGER NOT NULL,
    status      TEXT NOT NULL,
    week_cost   INTEGER NOT NULL DEFAULT 0 CHECK (week_cost >= 0),
    own_week    INTEGER NOT NULL DEFAULT 0 CHECK (own_week >= 0),
    price       INTEGER NOT NULL DEFAULT 0,
    price_known INTEGER NOT NULL DEFAULT 0,
    travel      INTEGER NOT NULL DEFAULT 0,
    units       INTEGER NOT NULL DEFAULT 0,
    reasons     TEXT NOT NULL DEFAULT '[]',
    UNIQUE (referral_id, n)
) STRICT;

CREATE TABLE referral_item (
    id              TEXT NOT NULL PRIMARY KEY,
    option_id       TEXT NOT NULL REFERENCES referral_option (id),
    schedule_id     TEXT NOT NULL,
    activity_id     TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    ratio           INTEGER NOT NULL,
    sessions_a_week INTEGER NOT NULL,
    unit_price      INTEGER NOT NULL CHECK (unit_price >= 0),
    own_price       INTEGER NOT NULL CHECK (own_price >= 0),
    funding         TEXT NOT NULL,
    UNIQUE (option_id, schedule_id)
) STRICT;

CREATE TABLE placement (
    id              TEXT NOT NULL PRIMARY KEY,
    person_id       TEXT NOT NULL,
    referral_id     TEXT NOT NULL REFERENCES referral (id),
    option_id       TEXT NOT NULL,
    activity_id     TEXT NOT NULL,
    schedule_id     TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    ratio           INTEGER NOT NULL,
    unit_price      INTEGER NOT NULL CHECK (unit_price >= 0),
    own_price       INTEGER NOT NULL CHECK (own_price >= 0),
    week_cost       INTEGER NOT NULL CHECK (week_cost >= 0),
    total           INTEGER NOT NULL CHECK (total >= 0),
    budget_id       TEXT NOT NULL DEFAULT '',
    funding         TEXT NOT NULL,
    starts_on       TEXT NOT NULL,
    ends_on         TEXT NOT NULL,
    outcomes        TEXT NOT NULL DEFAULT '[]',
    status          TEXT NOT NULL,
    turn            INTEGER NOT NULL DEFAULT 0,
    UNIQUE (option_id, schedule_id)
) STRICT;
CREATE UNIQUE INDEX placement_once ON placement (person_id, schedule_id)
    WHERE status IN ('proposed', 'offered', 'accepted', 'active', 'suspended');
CREATE INDEX placement_person ON placement (person_id, status);
CREATE INDEX placement_organisation ON placement (organisation_id, status);
CREATE INDEX placement_referral ON placement (referral_id);

-- +goose Down
DROP TABLE placement;
DROP TABLE referral_item;
DROP TABLE referral_option;
DROP TABLE referral_step;
DROP TABLE referral;
DROP TABLE referral_counter;
