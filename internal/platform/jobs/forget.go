package jobs

import (
	"context"
	"time"

	"ourdays/internal/platform/db"
)

// DoneKept is how long it is known that a job was done: long enough to find out whether
// a letter of last month went out. What failed for good stays until somebody looks.
const DoneKept = 30 * 24 * time.Hour

// Forget removes jobs that were done long ago, and says how many.
func Forget(ctx context.Context, d *db.DB) (int, error) {
	return d.Forget(ctx, DoneKept, `DELETE FROM job WHERE id IN (SELECT id FROM job
		WHERE done < $1 ORDER BY done LIMIT $2)`)
}
