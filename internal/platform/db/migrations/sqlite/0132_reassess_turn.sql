-- +goose Up
-- One row: who assesses everybody again writes it first, so that two who press
-- at once make nobody two drafts.
CREATE TABLE reassess_turn (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    turn INTEGER NOT NULL
) STRICT;
INSERT INTO reassess_turn (id, turn) VALUES (1, 0);

-- +goose Down
DROP TABLE reassess_turn;
