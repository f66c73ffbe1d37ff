package brokerage_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// A press that was kept, or is too old, is answered before anything is searched: here even
// before it is seen that there is no such referral.
func TestAPressThatIsKnownSearchesNothing(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		press := func(key string) error {
			_, err := h.brokerage.MakeOptions(db.WithFormKey(t.Context(), &db.FormKey{Key: key, Actor: h.broker.ID}), h.broker, "no-such")
			return err
		}
		now := db.NewFormKey(dbtest.Start(), "a")
		refused(t, press(now), fail.NotFound, "")
		h.harm(t, `INSERT INTO form_press (key, actor, pressed, answer) VALUES ($1, $2, $3, '/')`, now, h.broker.ID, dbtest.Start())
		if err := press(now); !errors.Is(err, db.ErrRepeated) {
			t.Errorf("a second press: %v", err)
		}
		refused(t, press(db.NewFormKey(dbtest.Start().Add(-8*24*time.Hour), "b")), fail.Invalid, "web.error.form_too_old")
	})
}

// Weeks that were searched are the same when nothing has changed, and are kept as they
// were found: nothing is searched a second time.
func TestWeeksAreSearchedOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		same, err := h.brokerage.ComposesTheSame(t.Context(), h.broker, r.ID)
		must(t, err)
		if !same {
			t.Error("two searches of the same things differ")
		}
		made, err := h.brokerage.KeepFirstComposed(t.Context(), h.broker, r.ID)
		must(t, err)
		if len(made) != 1 {
			t.Errorf("of what was searched the first week was to be kept, and %d are: they were searched again", len(made))
		}
	})
}

// Weeks that are shown in the same moment are all shown, up to as many as may be.
func TestWeeksThatAreShownAtOnceAreAllShown(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		var weeks []brokerage.Option
		for range 6 {
			weeks = append(weeks, h.handMade(t, r.ID, "Bowling"))
		}
		var shown, full atomic.Int64
		var all sync.WaitGroup
		for _, o := range weeks {
			all.Go(func() {
				switch err := h.brokerage.Show(context.Background(), h.broker, o.ID); {
				case err == nil:
					shown.Add(1)
				case fail.KindOf(err) == fail.Full:
					full.Add(1)
				default:
					t.Errorf("a week: %v", err)
				}
			})
		}
		all.Wait()
		if shown.Load() != 5 || full.Load() != 1 {
			t.Errorf("%d are shown, %d were too many", shown.Load(), full.Load())
		}
		h.check(t)
	})
}
