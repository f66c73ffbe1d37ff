package directory

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func importRecord(ctx context.Context, tx *db.Tx, source, sourceID string) (ImportRecord, bool, error) {
	return db.Maybe[ImportRecord](ctx, tx, `SELECT source, source_id, hash, activity_id FROM import_record
		WHERE source = $1 AND source_id = $2`, source, sourceID)
}

func saveImportRecord(ctx context.Context, tx *db.Tx, r ImportRecord) error {
	_, err := tx.Exec(ctx, `INSERT INTO import_record (source, source_id, hash, activity_id, seen)
		VALUES ($1,$2,$3,$4,$5)
		ON CONFLICT (source, source_id) DO UPDATE SET hash = excluded.hash, activity_id = excluded.activity_id,
		seen = excluded.seen`, r.Source, r.SourceID, r.Hash, r.ActivityID, tx.Now)
	return err
}

// feedAt is where an import of a feed goes on, and when it kept its last page.
type feedAt struct {
	NextPage int
	Started  clock.Instant
}

func feedNext(ctx context.Context, tx *db.Tx, address string) (feedAt, bool, error) {
	return db.Maybe[feedAt](ctx, tx, `SELECT next_page, started FROM import_progress WHERE source = $1`, address)
}

func setFeedNext(ctx context.Context, tx *db.Tx, address string, page int) error {
	_, err := tx.Exec(ctx, `INSERT INTO import_progress (source, next_page, started) VALUES ($1,$2,$3)
		ON CONFLICT (source) DO UPDATE SET next_page = excluded.next_page, started = excluded.started`,
		address, page, tx.Now)
	return err
}

func feedPages(ctx context.Context, tx *db.Tx, address string) ([]FeedPage, error) {
	return db.All[FeedPage](ctx, tx, `SELECT source, page, told, seen FROM import_page WHERE source = $1
		ORDER BY page`, address)
}

func keepFeedPage(ctx context.Context, tx *db.Tx, p FeedPage) error {
	_, err := tx.Exec(ctx, `INSERT INTO import_page (source, page, told, seen) VALUES ($1,$2,$3,$4)
		ON CONFLICT (source, page) DO UPDATE SET told = excluded.told, seen = excluded.seen`,
		p.Source, p.Page, p.Told, p.Seen)
	return err
}

func forgetFeed(ctx context.Context, tx *db.Tx, address string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM import_page WHERE source = $1`, address); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM import_progress WHERE source = $1`, address)
	return err
}
