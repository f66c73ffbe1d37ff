package directory

import (
	"context"

	"ourdays/internal/platform/db"
)

// Imported gives what an earlier import read of a record.
func (s *Service) Imported(ctx context.Context, tx *db.Tx,
	source, sourceID string) (ImportRecord, bool, error) {
	return importRecord(ctx, tx, source, sourceID)
}

// MarkImported remembers what was read, at the transaction's instant.
func (s *Service) MarkImported(ctx context.Context, tx *db.Tx, r ImportRecord) error {
	return saveImportRecord(ctx, tx, r)
}

// OrganisationFrom gives the organisation that came from a source's id.
func (s *Service) OrganisationFrom(ctx context.Context, tx *db.Tx,
	source, sourceID string) (Organisation, bool, error) {
	return organisationBySource(ctx, tx, source, sourceID)
}

// FeedPage gives the page at which an unfinished import of a feed goes on.
func (s *Service) FeedPage(ctx context.Context, tx *db.Tx, address string) (int, bool, error) {
	return feedPage(ctx, tx, address)
}

// SetFeedPage remembers where to go on; page 0 says that the feed was read to
// its end.
func (s *Service) SetFeedPage(ctx context.Context, tx *db.Tx, address string, page int) error {
	if page == 0 {
		return forgetFeed(ctx, tx, address)
	}
	return setFeedPage(ctx, tx, address, page)
}
