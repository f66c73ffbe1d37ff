-- +goose Up
-- What a place costs a session from a later day on, where a rate that was agreed by
-- then changes while it runs.
CREATE TABLE placement_price (
	placement_id text NOT NULL REFERENCES placement (id) ON DELETE CASCADE,
	starts date NOT NULL,
	price bigint NOT NULL CHECK (price >= 0),
	PRIMARY KEY (placement_id, starts)
);

-- +goose Down
DROP TABLE placement_price;
