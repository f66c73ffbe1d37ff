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

// FeedPages gives the page at which an unfinished import of a feed goes on, and
// what it did with the pages before.
func (s *Service) FeedPages(ctx context.Context, tx *db.Tx, address string) (int, []FeedPage, error) {
	next, _, err := feedNext(ctx, tx, address)
	if err != nil {
		return 0, nil, err
	}
	before, err := feedPages(ctx, tx, address)
	return next, before, err
}

// KeepFeedPage remembers what was done with a page and where to go on; page 0
// says that the feed was read to its end, and what was kept of it goes.
func (s *Service) KeepFeedPage(ctx context.Context, tx *db.Tx, p FeedPage, next int) error {
	if next == 0 {
		return forgetFeed(ctx, tx, p.Source)
	}
	if err := keepFeedPage(ctx, tx, p); err != nil {
		return err
	}
	return setFeedNext(ctx, tx, p.Source, next)
}
