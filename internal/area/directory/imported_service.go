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

// FeedPages gives where an unfinished import of a feed broke off.
func (s *Service) FeedPages(ctx context.Context, tx *db.Tx, address string) (FeedBreak, error) {
	at, found, err := feedNext(ctx, tx, address)
	if err != nil || !found {
		return FeedBreak{}, err
	}
	if tx.Now.Sub(at.Started) > FeedStands {
		return FeedBreak{Stale: true}, nil
	}
	before, err := feedPages(ctx, tx, address)
	return FeedBreak{Next: at.NextPage, Before: before}, err
}

// KeepFeedPage remembers what was done with a page and where to go on; page 0
// says that the feed was read to its end, and what was kept of it goes.
func (s *Service) KeepFeedPage(ctx context.Context, tx *db.Tx, p FeedPage, next int) error {
	if next == 0 {
		return forgetFeed(ctx, tx, p.Source)
	}
	if p.Page == 1 { // what is left of a run that broke off too long ago
		if err := forgetFeed(ctx, tx, p.Source); err != nil {
			return err
		}
	}
	if err := keepFeedPage(ctx, tx, p); err != nil {
		return err
	}
	return setFeedNext(ctx, tx, p.Source, next)
}
