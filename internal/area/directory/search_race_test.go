package directory_test

import (
	"context"
	"fmt"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// After an upgrade each process indexes anew what the older program did, and somebody may
// publish meanwhile: each activity is found once, and nobody gets an error.
func TestSeveralProcessesMakeTheSameActivitiesFindableAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for i := range 120 {
			p.activity(t, directory.Activity{Title: fmt.Sprintf("Bowling %d", i)})
		}
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE activity_find SET rules = 0`)
			return err
		})
		ended := make(chan error, 3)
		for range cap(ended) {
			go func() { ended <- p.s.KeepSessions(t.Context()) }()
		}
		for range cap(ended) {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		if f := p.search(t, directory.Query{Words: "bowling"}); f.Total != 120 {
			t.Errorf("%d are found", f.Total)
		}
	})
}
