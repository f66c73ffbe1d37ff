package brokerage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// stored are the rules by which the offer is narrowed before it is read.
var stored = []matching.Rule{matching.RuleAge, matching.RuleTier, matching.RuleAccess, matching.RuleNoTimes, matching.RulePlaces,
	matching.RuleSupport}

func TestWhatTheStoreLeavesOutIsWhatTheRulesLeaveOut(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		rnd := rand.New(rand.NewPCG(5, 5))
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			for i, harm := range []string{
				`UPDATE activity SET age_from = 40 WHERE title = 'Choir'`,
				`UPDATE activity SET age_to = 60 WHERE title = 'Garden'`,
				`UPDATE activity SET tiers = 0 WHERE title = 'Cooking'`,
				`UPDATE session SET taken = places WHERE id = (SELECT MAX(s.id) FROM session s JOIN activity a ON a.id = s.activity_id WHERE a.title = 'Bowling')`,
				`UPDATE session SET taken = places WHERE day < '2026-12-05' AND activity_id = (SELECT id FROM activity WHERE title = 'Riding')`,
				`UPDATE session SET support_taken = support WHERE day = '2026-12-21' AND activity_id = (SELECT id FROM activity WHERE title = 'Cooking')`,
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
			wish := matching.Wish{Age: 18 + rnd.IntN(60), Tier: 1 + rnd.IntN(3), Needs: directory.Access(rnd.IntN(2)) * directory.StepFree,
				Ratio: ratios[rnd.IntN(len(ratios))], Latest: clock.D(2026, 11, 29).AddDays(rnd.IntN(70))}
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				monday := tx.Today().Monday().AddDays(7)
				last := monday.AddDays(8*7 - 1)
				offer, err := h.directory.Offer(ctx, tx, monday, last)
				if err != nil {
					return err
				}
				want := map[string]bool{}
				for _, o := range offer.Items {
					out := matching.WhyNot(wish, matching.NewCandidate(wish, o, nil, monday))
					want[o.Schedule.ID] = !slices.ContainsFunc(out, func(e matching.Exclusion) bool { return slices.Contains(stored, e.Rule) })
				}
				load := 0
				if wish.Ratio > 0 {
					load = directory.WholeWorker / wish.Ratio
				}
				got, err := h.directory.Fitting(ctx, tx, directory.Ask{From: monday, To: last, Tier: wish.Tier, Age: wish.Age, Needs: wish.Needs,
					Load: load, Latest: wish.Latest})
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
	eachHouse(t, func(t *testing.T, h *house) {
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

// crowd copies a schedule with its sessions until there are more than a week is
// put together from.
func (h *house) crowd(t *testing.T, title string) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		for n := range 305 {
			for _, text := range []string{
				`INSERT INTO schedule (id, activity_id, location_id, rrule, start_minute, end_minute, starts_on, places, support)
					SELECT id || '-' || CAST($1 AS text), activity_id, location_id, rrule, start_minute, end_minute, starts_on, places, support
					FROM schedule WHERE id = $2`,
				`INSERT INTO session (id, schedule_id, activity_id, organisation_id, location_id, day, start_minute, end_minute, starts, ends,
					places, taken, support, support_taken, status, changed)
					SELECT id || '-' || CAST($1 AS text), schedule_id || '-' || CAST($1 AS text), activity_id, organisation_id, location_id, day,
					start_minute, end_minute, starts, ends, places, taken, support, support_taken, status, changed
					FROM session WHERE schedule_id = $2`,
			} {
				if _, err := tx.Exec(ctx, text, fmt.Sprint(n), h.schedule[title]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// addPlain adds an activity that helps with no outcome, at a price of its own.
func (h *house) addPlain(t *testing.T, title, day string, price pence.Pence) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		if err := h.addActivity(ctx, tx, title, "films", day, 10*60, nil, directory.StepFree); err != nil {
			return err
		}
		sch, err := h.directory.ScheduleByID(ctx, tx, h.schedule[title])
		if err != nil {
			return err
		}
		_, err = h.Framework.SetRate(ctx, tx, access.System, framework.Rate{ActivityID: sch.ActivityID, Ratio: 3, Price: price, Benchmark: price})
		return err
	})
}

// onlyWeek makes the weeks of a referral and wants one, of one activity.
func (h *house) onlyWeek(t *testing.T, referralID, title string) {
	t.Helper()
	made, err := h.brokerage.MakeOptions(t.Context(), h.broker, referralID)
	must(t, err)
	if len(made) != 1 {
		t.Fatalf("%d weeks, want one with %s", len(made), title)
	}
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		items, err := brokerage.ItemsOf(ctx, tx, made[0].ID)
		if err == nil && (len(items) != 1 || items[0].ScheduleID != h.schedule[title]) {
			t.Errorf("the week is %v", items)
		}
		return err
	})
}

// Hundreds that promise more and cannot be gone to leave room for the one that can.
func TestWhoIsFreeOnSaturdayMorningsGetsWhatIsOnThen(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.crowd(t, "Garden") // on Thursdays, with an outcome
		h.addPlain(t, "Saturday film", "SA", 4000)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			jo, err := h.people.Load(ctx, tx, h.jo)
			if err != nil {
				return err
			}
			jo.Free = people.FreeAt(5, 0)
			_, err = tx.Exec(ctx, `UPDATE person SET free = $1 WHERE id = $2`, int64(jo.Free), jo.ID)
			return err
		})
		r, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
		must(t, err)
		must(t, h.brokerage.TakeOn(t.Context(), h.broker, r.ID))
		h.onlyWeek(t, r.ID, "Saturday film")
	})
}

// What is left of a budget that a week uses already decides, and not the whole.
func TestWhoHasTwentyPoundsLeftGetsWhatThatPaysFor(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		h.crowd(t, "Garden") // £40
		h.addPlain(t, "Saturday film", "SA", 2000)
		list, err := h.takeOver(t, access.System, h.agreed("Bowling", "Cooking")) // £80 a week
		must(t, err)
		r := h.review(t, plans.ChangeWeek)
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 10000, 1, 5, clock.SomeDate(clock.D(2026, 12, 14))
		must(t, h.hold(t, r))
		h.onlyWeek(t, list[0].ReferralID, "Saturday film")
	})
}
