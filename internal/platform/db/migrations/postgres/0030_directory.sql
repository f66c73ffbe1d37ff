-- +goose Up
CREATE TABLE organisation (
    id        text NOT NULL PRIMARY KEY,
    name      text NOT NULL,
    kind      text NOT NULL,
    email     text NOT NULL DEFAULT '',
    phone     text NOT NULL DEFAULT '',
    web       text NOT NULL DEFAULT '',
    about     text NOT NULL DEFAULT '',
    source    text NOT NULL DEFAULT '',
    source_id text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX organisation_source ON organisation (source, source_id) WHERE source <> '';

CREATE TABLE location (
    id               text NOT NULL PRIMARY KEY,
    organisation_id  text NOT NULL REFERENCES organisation (id),
    name             text NOT NULL,
    address          text NOT NULL DEFAULT '',
    town             text NOT NULL DEFAULT '',
    ward             text NOT NULL DEFAULT '',
    postcode         text NOT NULL DEFAULT '',
    lat              double precision NOT NULL DEFAULT 0,
    lng              double precision NOT NULL DEFAULT 0,
    access           bigint NOT NULL DEFAULT 0,
    how_to_get_there text NOT NULL DEFAULT '',
    easy_how_to      text NOT NULL DEFAULT '',
    capacity         bigint NOT NULL DEFAULT 0
);
CREATE INDEX location_organisation ON location (organisation_id);

CREATE TABLE activity (
    id              text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisation (id),
    kind            text NOT NULL,
    symbol          text NOT NULL,
    title           text NOT NULL,
    easy_title      text NOT NULL,
    description     text NOT NULL,
    easy_text       text NOT NULL DEFAULT '',
    audience        text NOT NULL DEFAULT '[]',
    age_from        bigint NOT NULL DEFAULT 0,
    age_to          bigint NOT NULL DEFAULT 0,
    own_price       bigint NOT NULL DEFAULT 0 CHECK (own_price >= 0),
    price_known     boolean NOT NULL DEFAULT TRUE,
    tiers           bigint NOT NULL DEFAULT 0,
    outcomes        text NOT NULL DEFAULT '[]',
    online          text NOT NULL,
    drop_in         boolean NOT NULL DEFAULT FALSE,
    statutory       boolean NOT NULL DEFAULT FALSE,
    access          bigint NOT NULL DEFAULT 0,
    checked         date,
    status          text NOT NULL,
    source          text NOT NULL DEFAULT '',
    source_id       text NOT NULL DEFAULT ''
);
CREATE INDEX activity_organisation ON activity (organisation_id);
CREATE UNIQUE INDEX activity_source ON activity (source, source_id) WHERE source <> '';

CREATE TABLE schedule (
    id           text NOT NULL PRIMARY KEY,
    activity_id  text NOT NULL REFERENCES activity (id),
    location_id  text NOT NULL DEFAULT '',
    rrule        text NOT NULL,
    start_minute bigint NOT NULL,
    end_minute   bigint NOT NULL,
    starts_on    date NOT NULL,
    until_on     date,
    left_out     text NOT NULL DEFAULT '[]',
    places       bigint NOT NULL,
    support      bigint NOT NULL DEFAULT 0,
    online_at    text NOT NULL DEFAULT '',
    made_up_to   date
);
CREATE INDEX schedule_activity ON schedule (activity_id);
CREATE INDEX schedule_location ON schedule (location_id);

CREATE TABLE session (
    id              text NOT NULL PRIMARY KEY,
    schedule_id     text NOT NULL REFERENCES schedule (id),
    activity_id     text NOT NULL REFERENCES activity (id),
    organisation_id text NOT NULL REFERENCES organisation (id),
    location_id     text NOT NULL DEFAULT '',
    day             date NOT NULL,
    start_minute    bigint NOT NULL,
    end_minute      bigint NOT NULL,
    starts          timestamptz NOT NULL,
    ends            timestamptz NOT NULL,
    places          bigint NOT NULL,
    taken           bigint NOT NULL DEFAULT 0,
    support         bigint NOT NULL,
    support_taken   bigint NOT NULL DEFAULT 0,
    status          text NOT NULL,
    UNIQUE (schedule_id, day),
    CHECK (taken >= 0 AND taken <= places),
    CHECK (support_taken >= 0 AND support_taken <= support)
);
CREATE INDEX session_day ON session (day, starts);
CREATE INDEX session_activity ON session (activity_id, starts);
CREATE INDEX session_organisation ON session (organisation_id, day);

-- What search asks of an activity, in one row, kept by the verbs.
CREATE TABLE activity_find (
    activity_id text NOT NULL PRIMARY KEY REFERENCES activity (id),
    kind        text NOT NULL,
    price       bigint NOT NULL,
    access      bigint NOT NULL,
    reached     bigint NOT NULL,
    parts       bigint NOT NULL,
    audience    bigint NOT NULL,
    next_starts timestamptz NOT NULL
);
CREATE INDEX activity_find_next ON activity_find (next_starts, activity_id);
CREATE INDEX activity_find_kind ON activity_find (kind, next_starts, activity_id);

CREATE TABLE activity_town (
    town        text NOT NULL,
    activity_id text NOT NULL REFERENCES activity (id),
    PRIMARY KEY (town, activity_id)
);
CREATE INDEX activity_town_activity ON activity_town (activity_id);

-- Words are folded and stemmed in Go, so both engines compare bytes.
CREATE TABLE activity_word (
    word        text COLLATE "C" NOT NULL,
    activity_id text NOT NULL REFERENCES activity (id),
    weight      bigint NOT NULL,
    PRIMARY KEY (word, activity_id)
);
CREATE INDEX activity_word_activity ON activity_word (activity_id);

CREATE TABLE find_word (
    word    text COLLATE "C" NOT NULL PRIMARY KEY,
    letters bigint NOT NULL
);
CREATE INDEX find_word_letters ON find_word (letters, word);

CREATE TABLE import_record (
    source      text NOT NULL,
    source_id   text NOT NULL,
    hash        text NOT NULL,
    activity_id text NOT NULL REFERENCES activity (id),
    seen        timestamptz NOT NULL,
    PRIMARY KEY (source, source_id)
);

-- +goose Down
DROP TABLE import_record;
DROP TABLE find_word;
DROP TABLE activity_word;
DROP TABLE activity_town;
DROP TABLE activity_find;
DROP TABLE session;
DROP TABLE schedule;
DROP TABLE activity;
DROP TABLE location;
DROP TABLE organisation;
