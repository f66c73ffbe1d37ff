package brokerage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// stored are the rules by which the offer is narrowed before it is read.
var stored = []brokerage.Rule{brokerage.RuleAge, brokerage.RuleTier, brokerage.RuleAccess, brokerage.RuleNoTimes, brokerage.RulePlaces, brokerage.RuleSupport}

func TestWhatTheStoreLeavesOutIsWhatTheRulesLeaveOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		rnd := rand.New(rand.NewPCG(5, 5))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			for i, harm := range []string{
				`UPDATE activity SET age_from = 40 WHERE title = 'Choir'`,
				`UPDATE activity SET age_to = 60 WHERE title = 'Garden'`,
				`UPDATE activity SET tiers = 0 WHERE title = 'Cooking'`,
				`UPDATE session SET taken = places WHERE id = (SELECT MAX(s.id) FROM session s JOIN activity a ON a.id = s.activity_id WHERE a.title = 'Bowling')`,
				`UPDATE session SET status = 'cancelled' WHERE activity_id = (SELECT id FROM activity WHERE title = 'Lunch club') AND day < '2026-12-10'`,
			} {
				if _, err := tx.Exec(ctx, harm); err != nil {
					return fmt.Errorf("%d: %w", i, err)
				}
			}
			return nil
		})
		fit, left := 0, 0
		for range 60 {
			ratios := []int{0, 1, 2, 3, 8}
			wish := brokerage.Wish{Age: 18 + rnd.IntN(60), Tier: 1 + rnd.IntN(3), Needs: directory.Access(rnd.IntN(2)) * directory.StepFree, Ratio: ratios[rnd.IntN(len(ratios))]}
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				monday := tx.Today().Monday().AddDays(7)
				last := monday.AddDays(8*7 - 1)
				offer, err := h.directory.Offer(ctx, tx, monday, last)
				if err != nil {
					return err
				}
				want := map[string]bool{}
				for _, o := range offer.Items {
					out := brokerage.WhyNot(wish, brokerage.NewCandidate(wish, o, nil, monday))
					want[o.Schedule.ID] = !slices.ContainsFunc(out, func(e brokerage.Exclusion) bool { return slices.Contains(stored, e.Rule) })
				}
				load := 0
				if wish.Ratio > 0 {
					load = directory.WholeWorker / wish.Ratio
				}
				got, err := h.directory.Fitting(ctx, tx, directory.Ask{From: monday, To: last, Tier: wish.Tier, Age: wish.Age, Needs: wish.Needs, Load: load})
				var ids []string
				for _, s := range got {
					ids = append(ids, s.ScheduleID)
				}
				for id, fits := range want {
					if fits != slices.Contains(ids, id) {
						t.Errorf("%+v: schedule %s fits: %v, the store says %v", wish, id, fits, !fits)
					}
					if fits {
						fit++
					} else {
						left++
					}
				}
				return err
			})
		}
		if fit == 0 || left == 0 {
			t.Errorf("%d fit and %d do not: the comparison says nothing", fit, left)
		}
	})
}

func TestAPartOfTheOfferIsThatPartOfTheWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			from, to := clock.D(2026, 11, 30), clock.D(2026, 12, 20)
			whole, err := h.directory.Offer(ctx, tx, from, to)
			if err != nil {
				return err
			}
			part, err := h.directory.OfferOf(ctx, tx, []string{h.schedule["Garden"], h.schedule["Choir"], "nobody"}, from, to)
			if err != nil {
				return err
			}
			var want []directory.Offered
			for _, o := range whole.Items {
				if o.Schedule.ID == h.schedule["Garden"] || o.Schedule.ID == h.schedule["Choir"] {
					want = append(want, o)
				}
			}
			if len(part.Items) != 2 || fmt.Sprint(part.Items) != fmt.Sprint(want) {
				t.Errorf("the part is %v, in the whole it is %v", part.Items, want)
			}
			return nil
		})
	})
}
