-- +goose Up
CREATE TABLE referral_counter (
    id   bigint NOT NULL PRIMARY KEY,
    last bigint NOT NULL
);
INSERT INTO referral_counter (id, last) VALUES (1, 0);

CREATE TABLE referral (
    id          text NOT NULL PRIMARY KEY,
    number      bigint NOT NULL UNIQUE,
    person_id   text NOT NULL,
    plan_id     text NOT NULL,
    status      text NOT NULL,
    referred_by text NOT NULL,
    broker_id   text NOT NULL DEFAULT '',
    approved_by text NOT NULL DEFAULT '',
    option_id   text NOT NULL DEFAULT '',
    why         text NOT NULL DEFAULT '',
    helped_by   text NOT NULL DEFAULT '',
    ending      text NOT NULL DEFAULT '',
    start_by    date,
    made        timestamptz NOT NULL
);
CREATE UNIQUE INDEX referral_open ON referral (person_id) WHERE status <> 'ended';
CREATE INDEX referral_status ON referral (status, number);
CREATE INDEX referral_person ON referral (person_id, number);

CREATE TABLE referral_step (
    id         text NOT NULL PRIMARY KEY,
    thing_id   text NOT NULL,
    at         timestamptz NOT NULL,
    actor_id   text NOT NULL,
    actor_name text NOT NULL,
    act        text NOT NULL,
    status     text NOT NULL,
    reason     text NOT NULL DEFAULT ''
);
CREATE INDEX referral_step_thing ON referral_step (thing_id, id);

CREATE TABLE referral_option (
    id          text NOT NULL PRIMARY KEY,
    referral_id text NOT NULL REFERENCES referral (id),
    n           bigint NOT NULL,
    status      text NOT NULL,
    week_cost   bigint NOT NULL DEFAULT 0 CHECK (week_cost >= 0),
    own_week    bigint NOT NULL DEFAULT 0 CHECK (own_week >= 0),
    price       bigint NOT NULL DEFAULT 0,
    price_known boolean NOT NULL DEFAULT FALSE,
    travel      bigint NOT NULL DEFAULT 0,
    units       bigint NOT NULL DEFAULT 0,
    reasons     text NOT NULL DEFAULT '[]',
    UNIQUE (referral_id, n)
);

CREATE TABLE referral_item (
    id              text NOT NULL PRIMARY KEY,
    option_id       text NOT NULL REFERENCES referral_option (id),
    schedule_id     text NOT NULL,
    activity_id     text NOT NULL,
    organisation_id text NOT NULL,
    ratio           bigint NOT NULL,
    sessions_a_week bigint NOT NULL,
    unit_price      bigint NOT NULL CHECK (unit_price >= 0),
    own_price       bigint NOT NULL CHECK (own_price >= 0),
    funding         text NOT NULL,
    UNIQUE (option_id, schedule_id)
);

CREATE TABLE placement (
    id              text NOT NULL PRIMARY KEY,
    person_id       text NOT NULL,
    referral_id     text NOT NULL REFERENCES referral (id),
    option_id       text NOT NULL,
    activity_id     text NOT NULL,
    schedule_id     text NOT NULL,
    organisation_id text NOT NULL,
    ratio           bigint NOT NULL,
    unit_price      bigint NOT NULL CHECK (unit_price >= 0),
    own_price       bigint NOT NULL CHECK (own_price >= 0),
    week_cost       bigint NOT NULL CHECK (week_cost >= 0),
    total           bigint NOT NULL CHECK (total >= 0),
    budget_id       text NOT NULL DEFAULT '',
    funding         text NOT NULL,
    starts_on       date NOT NULL,
    ends_on         date NOT NULL,
    outcomes        text NOT NULL DEFAULT '[]',
    status          text NOT NULL,
    turn            bigint NOT NULL DEFAULT 0,
    UNIQUE (option_id, schedule_id)
);
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
