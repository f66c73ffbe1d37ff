-- +goose Up
-- One row: whoever changes an account writes it first, so that they wait for
-- one another without writing every account.
CREATE TABLE account_turn (
    id   bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    turn bigint NOT NULL
);
INSERT INTO account_turn (id, turn) VALUES (1, 0);

-- +goose Down
DROP TABLE account_turn;
