-- +goose Up
CREATE TABLE friend_link (
    a_id   text NOT NULL REFERENCES person (id),
    b_id   text NOT NULL REFERENCES person (id),
    a_said boolean NOT NULL,
    b_said boolean NOT NULL,
    PRIMARY KEY (a_id, b_id),
    CHECK (a_id < b_id)
);
CREATE INDEX friend_link_b ON friend_link (b_id);

-- +goose Down
DROP TABLE friend_link;
