-- +goose Up
-- Lines that are not sealed yet are found by audit_unsealed. Standing in this index too, SQLite read and sorted them
-- all for each part that it sealed.
DROP INDEX audit_seal;
CREATE UNIQUE INDEX audit_seal ON audit (seal_no) WHERE seal_no IS NOT NULL;

-- +goose Down
DROP INDEX audit_seal;
CREATE UNIQUE INDEX audit_seal ON audit (seal_no);
