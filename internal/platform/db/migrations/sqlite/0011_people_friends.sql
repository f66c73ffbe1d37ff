-- +goose Up
CREATE TABLE friend_link (
    a_id   TEXT NOT NULL REFERENCES person (id),
    b_id   TEXT NOT NULL REFERENCES person (id),
    a_said INTEGER NOT NULL,
    b_said INTEGER NOT NULL,
    PRIMARY KEY (a_id, b_id),
    CHECK (a_id < b_id)
) STRICT;
CREATE INDEX friend_link_b ON friend_link (b_id);

-- +goose Down
DROP TABLE friend_link;
