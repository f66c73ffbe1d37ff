-- +goose Up
CREATE TABLE organisation (
    id        TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    email     TEXT NOT NULL DEFAULT '',
    phone     TEXT NOT NULL DEFAULT '',
    web       TEXT NOT NULL DEFAULT '',
    about     TEXT NOT NULL DEFAULT '',
    source    TEXT NOT NULL DEFAULT '',
    source_id TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX organisation_source ON organisation (source, source_id) WHERE source <> '';

CREATE TABLE location (
    id               TEXT NOT NULL PRIMARY KEY,
    organisation_id  TEXT NOT NULL REFERENCES organisation (id),
    name             TEXT NOT NULL,
    address          TEXT NOT NULL DEFAULT '',
    town             TEXT NOT NULL DEFAULT '',
    ward             TEXT NOT NULL DEFAULT '',
    postcode         TEXT NOT NULL DEFAULT '',
    lat              REAL NOT NULL DEFAULT 0,
    lng              REAL NOT NULL DEFAULT 0,
    access           INTEGER NOT NULL DEFAULT 0,
    how_to_get_there TEXT NOT NULL DEFAULT '',
    easy_how_to      TEXT NOT NULL DEFAULT '',
    capacity         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX location_organisation ON location (organisation_id);

CREATE TABLE activity (
    id              TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    kind            TEXT NOT NULL,
    symbol          TEXT NOT NULL,
    title           TEXT NOT NULL,
    easy_title      TEXT NOT NULL,
    description     TEXT NOT NULL,
    easy_text       TEXT NOT NULL DEFAULT '',
    audience        TEXT NOT NULL DEFAULT '[]',
    age_from        INTEGER NOT NULL DEFAULT 0,
    age_to          INTEGER NOT NULL DEFAULT 0,
    own_price       INTEGER NOT NULL DEFAULT 0 CHECK (own_price >= 0),
    price_known     INTEGER NOT NULL DEFAULT 1,
    tiers           INTEGER NOT NULL DEFAULT 0,
    outcomes        TEXT NOT NULL DEFAULT '[]',
    online          TEXT NOT NULL,
    drop_in         INTEGER NOT NULL DEFAULT 0,
    statutory       INTEGER NOT NULL DEFAULT 0,
    access          INTEGER NOT NULL DEFAULT 0,
    checked         TEXT,
    status          TEXT NOT NULL,
    source          TEXT NOT NULL DEFAULT '',
    source_id       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX activity_organisation ON activity (organisation_id);
CREATE UNIQUE INDEX activity_source ON activity (source, source_id) WHERE source <> '';

CREATE TABLE schedule (
    id           TEXT NOT NULL PRIMARY KEY,
    activity_id  TEXT NOT NULL REFERENCES activity (id),
    location_id  TEXT NOT NULL DEFAULT '',
    rrule        TEXT NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute   INTEGER NOT NULL,
    starts_on    TEXT NOT NULL,
    until_on     TEXT,
    left_out     TEXT NOT NULL DEFAULT '[]',
    places       INTEGER NOT NULL,
    support      INTEGER NOT NULL DEFAULT 0,
    online_at    TEXT NOT NULL DEFAULT '',
    made_up_to   TEXT
) STRICT;
CREATE INDEX schedule_activity ON schedule (activity_id);
CREATE INDEX schedule_location ON schedule (location_id);

CREATE TABLE session (
    id              TEXT NOT NULL PRIMARY KEY,
    schedule_id     TEXT NOT NULL REFERENCES schedule (id),
    activity_id     TEXT NOT NULL REFERENCES activity (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    location_id     TEXT NOT NULL DEFAULT '',
    day             TEXT NOT NULL,
    start_minute    INTEGER NOT NULL,
    end_minute      INTEGER NOT NULL,
    starts          TEXT NOT NULL,
    ends            TEXT NOT NULL,
    places          INTEGER NOT NULL,
    taken           INTEGER NOT NULL DEFAULT 0,
    support         INTEGER NOT NULL,
    support_taken   INTEGER NOT NULL DEFAULT 0,
    status          TEXT NOT NULL,
    UNIQUE (schedule_id, day),
    CHECK (taken >= 0 AND taken <= places),
    CHECK (support_taken >= 0 AND support_taken <= support)
) STRICT;
CREATE INDEX session_day ON session (day, starts);
CREATE INDEX session_activity ON session (activity_id, starts);
CREATE INDEX session_organisation ON session (organisation_id, day);

-- What search asks of an activity, in one row, kept by the verbs.
CREATE TABLE activity_find (
    activity_id TEXT NOT NULL PRIMARY KEY REFERENCES activity (id),
    kind        TEXT NOT NULL,
    price       INTEGER NOT NULL,
    access      INTEGER NOT NULL,
    reached     INTEGER NOT NULL,
    parts       INTEGER NOT NULL,
    audience    INTEGER NOT NULL,
    next_starts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_find_next ON activity_find (next_starts, activity_id);
CREATE INDEX activity_find_kind ON activity_find (kind, next_starts, activity_id);

CREATE TABLE activity_town (
    town        TEXT NOT NULL,
    activity_id TEXT NOT NULL REFERENCES activity (id),
    PRIMARY KEY (town, activity_id)
) STRICT;
CREATE INDEX activity_town_activity ON activity_town (activity_id);

-- Words are folded and stemmed in Go, so both engines compare bytes.
CREATE TABLE activity_word (
    word        TEXT NOT NULL,
    activity_id TEXT NOT NULL REFERENCES activity (id),
    weight      INTEGER NOT NULL,
    PRIMARY KEY (word, activity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_word_activity ON activity_word (activity_id);

CREATE TABLE find_word (
    word    TEXT NOT NULL PRIMARY KEY,
    letters INTEGER NOT NULL
) STRICT;
CREATE INDEX find_word_letters ON find_word (letters, word);

CREATE TABLE import_record (
    source      TEXT NOT NULL,
    source_id   TEXT NOT NULL,
    hash        TEXT NOT NULL,
    activity_id TEXT NOT NULL REFERENCES activity (id),
    seen        TEXT NOT NULL,
    PRIMARY KEY (source, source_id)
) STRICT;

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
