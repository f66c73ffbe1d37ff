package steer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/plans"
	"ourdays/internal/area/steer"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// walk does one thing at random to a borough: what time, people, providers and
// workers do. What is refused changes nothing, and that is looked at too.
type walk struct {
	*borough
	rnd    *rand.Rand
	day    clock.Date
	did    map[string]int
	scarce bool // sessions are made while it goes, and some are full
}

func (b *borough) ids(t *testing.T, query string) []string {
	t.Helper()
	var list []string
	b.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = db.All[string](ctx, tx, query)
		return err
	})
	return list
}

// decideAnew decides the tier on a page that shows what is decided.
func (w *walk) decideAnew(ctx context.Context, tx *db.Tx, personID string, d plans.Decision) error {
	p, _, err := w.Plans.Current(ctx, tx, personID)
	if err != nil {
		return err
	}
	d.Opened = p.Marks()
	return w.Plans.DecideTier(ctx, tx, w.worker, personID, d)
}

func (w *walk) step(t *testing.T) {
	t.Helper()
	acts := []act{
		{"cancel", `SELECT id FROM booking WHERE status = 'confirmed' ORDER BY id`, func(id string) error {
			return w.Bookings.Cancel(t.Context(), access.System, id)
		}},
		{"again", `SELECT id FROM booking WHERE status = 'cancelled' ORDER BY id`, func(id string) error {
			return w.Bookings.Again(t.Context(), access.System, id)
		}},
		{"register", `SELECT id FROM session WHERE taken > 0 ORDER BY day, id LIMIT 12`, func(id string) error { return w.register(t, id) }},
		{"register", `SELECT id FROM session WHERE taken > 0 ORDER BY day, id LIMIT 12`, func(id string) error { return w.register(t, id) }},
		{"suspend", `SELECT id FROM placement WHERE status = 'active' ORDER BY id`, func(id string) error {
			return w.Brokerage.Suspend(t.Context(), w.worker, id, "In hospital for a while")
		}},
		{"resume", `SELECT id FROM placement WHERE status = 'suspended' ORDER BY id`, func(id string) error {
			return w.Brokerage.Resume(t.Context(), w.worker, id)
		}},
		{"end", `SELECT id FROM placement WHERE status IN ('active', 'suspended') ORDER BY id`, func(id string) error {
			last := w.day.AddDays(w.rnd.IntN(14) - 1)
			return w.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return w.Brokerage.EndPlacement(ctx, tx, w.worker, id, last, "moved_on")
			})
		}},
		{"tier", `SELECT person_id FROM plan ORDER BY id`, func(id string) error {
			return w.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return w.decideAnew(ctx, tx, id, plans.Decision{Tier: 1 + w.rnd.IntN(3), Reason: "Agreed with them anew.",
					Weekly: 20000, MinUnits: 1, MaxUnits: 5, StartBy: tx.Today()})
			})
		}},
		{"days", `SELECT 'days'`, func(string) error {
			w.day = w.day.AddDays(w.rnd.IntN(4))
			w.DB.SetClock(clock.Fixed(clock.At(w.day, 18*60)))
			_, err := w.Brokerage.Keep(t.Context(), access.System)
			return err
		}},
	}
	if w.scarce {
		acts = append(acts, w.scarceActs(t)...)
	}
	act := acts[w.rnd.IntN(len(acts))]
	if (act.name == "end" || act.name == "suspend") && w.rnd.IntN(3) > 0 {
		return // else nobody goes anywhere soon
	}
	all := w.ids(t, act.of)
	if len(all) == 0 {
		return
	}
	err := act.do(all[w.rnd.IntN(len(all))])
	if err != nil && fail.KindOf(err) != fail.Conflict && fail.KindOf(err) != fail.Invalid && fail.KindOf(err) != fail.Full {
		t.Fatalf("%s: %v", act.name, err)
	}
	if err == nil {
		w.did[act.name]++
	}
}

// scarceActs are what happens where sessions are made while the walk goes, of which some
// are full, and at the hour of others people go somewhere else.
func (w *walk) scarceActs(t *testing.T) []act {
	set := func(text string) func(string) error {
		return func(id string) error {
			return w.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, text, id)
				return err
			})
		}
	}
	ahead := `SELECT id FROM session WHERE day > '` + w.day.String() + `' AND activity_id <> '` + w.clay + `'`
	keep := act{"keep", `SELECT 'keep'`, func(string) error {
		_, err := w.Brokerage.Keep(t.Context(), access.System)
		return err
	}}
	return []act{keep, keep,
		{"make", `SELECT 'make'`, func(string) error {
			upTo, nth := w.day.AddDays(4+w.rnd.IntN(10)), w.rnd.IntN(4)
			return w.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				if err := w.Directory.ExtendSessions(ctx, tx, upTo); err != nil {
					return err
				}
				_, err := tx.Exec(ctx, `UPDATE session SET places = 0 WHERE id IN (`+ahead+` AND taken = 0
					ORDER BY day, id LIMIT 1 OFFSET $1)`, nth) // full from the start
				return err
			})
		}},
		{"fill", ahead + ` AND taken = 0 ORDER BY day, id LIMIT 3`, set(`UPDATE session SET places = 0 WHERE id = $1`)},
		{"fill", ahead + ` ORDER BY day, id`, set(`UPDATE session SET places = taken WHERE id = $1`)},
		{"room", ahead + ` AND places < 12 ORDER BY day, id`, set(`UPDATE session SET places = 12 WHERE id = $1`)},
		{"off", ahead + ` AND status = 'open' ORDER BY day, id`, func(id string) error {
			return w.Bookings.CallOff(t.Context(), access.System, id, directory.Off{Reason: "weather"})
		}},
		{"alone", `SELECT id FROM session WHERE activity_id = '` + w.clay + `' ORDER BY day DESC, id LIMIT 8`, func(id string) error {
			_, err := w.Bookings.Book(t.Context(), access.System, id, w.people[w.rnd.IntN(len(w.people))])
			return err
		}}}
}

// register closes a register with codes at random.
func (w *walk) register(t *testing.T, session string) error {
	t.Helper()
	return w.Bookings.RecordRegister(t.Context(), access.System, session, w.entries(t, session))
}

// entries are codes at random for everybody of a session.
func (w *walk) entries(t *testing.T, session string) []bookings.Entry {
	t.Helper()
	var entries []bookings.Entry
	w.in(t, func(ctx context.Context, tx *db.Tx) error {
		r, err := w.Bookings.RegisterFor(ctx, tx, access.System, session)
		entries = nil
		for _, l := range r.Lines {
			entries = append(entries, bookings.Entry{BookingID: l.Booking.ID, Code: framework.Codes()[w.rnd.IntN(len(framework.Codes()))]})
		}
		return err
	})
	return entries
}

// breaches are what `ourdays check` says of spend and of placements.
func (b *borough) breaches(t *testing.T) []string {
	t.Helper()
	var found []string
	must(t, b.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if found, err = b.Steer.Breaches(ctx, tx); err != nil {
			return err
		}
		more, err := b.Brokerage.Breaches(ctx, tx)
		found = append(found, more...)
		return err
	}))
	return found
}

func TestTheKeptSumsAreThoseOfTheRowsWhateverHappens(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		last := clock.D(2026, 12, 1)
		for seed := range uint64(2) {
			w := &walk{borough: b, rnd: rand.New(rand.NewPCG(seed, 7)), day: last, did: map[string]int{}}
			for i := range 120 {
				w.step(t)
				if i%10 == 9 {
					if found := b.breaches(t); len(found) > 0 {
						t.Fatalf("after %d steps, %v: %s", i+1, w.did, strings.Join(found, "\n"))
					}
				}
			}
			last = w.day // time does not go back
			for _, act := range []string{"cancel", "register", "tier", "days"} {
				if w.did[act] == 0 {
					t.Errorf("seed %d: nobody did %s: %v", seed, act, w.did)
				}
			}
			b.everyFilter(t, b.figures(t))
		}
	})
}

// Sessions are made while places go on: some are full, for a while or until they are
// over, and at the hour of others people have booked something else.
func TestTheKeptSumsAreThoseOfTheRowsWhereRoomIsScarce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := scarceBorough(t, d)
		did, last := map[string]int{}, clock.D(2026, 12, 1)
		for seed := range uint64(3) {
			w := &walk{borough: b, rnd: rand.New(rand.NewPCG(seed, 5)), day: last, did: did, scarce: true}
			b.DB.SetClock(clock.Fixed(clock.At(w.day, 18*60)))
			for i := range 120 {
				w.step(t)
				if i%10 == 9 {
					if found := b.breaches(t); len(found) > 0 {
						t.Fatalf("after %d steps, %v: %s", i+1, did, strings.Join(found, "\n"))
					}
				}
			}
			last = w.day
		}
		freed := len(b.ids(t, `SELECT key FROM posting WHERE key LIKE 'placement:%:unbooked:%'`))
		for _, act := range []string{"make", "keep", "fill", "room", "alone", "off", "register", "end", "suspend", "resume"} {
			if did[act] == 0 {
				t.Errorf("nobody did %s: %v", act, did)
			}
		}
		if freed == 0 {
			t.Errorf("no session was over without a place: %v", did)
		}
	})
}

// Registers are closed while the tiers of the same people are decided and their
// places are paused and taken up again: each of them moves the same sums.
func TestTheKeptSumsHoldWhenRegistersTiersAndPausesMeet(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		did := map[string]int{}
		for round := range 5 {
			day := clock.D(2026, 12, 5+3*round)
			w := &walk{borough: b, rnd: rand.New(rand.NewPCG(uint64(round), 11)), day: day}
			b.DB.SetClock(clock.Fixed(clock.At(day, 18*60)))
			_, err := b.Brokerage.Keep(t.Context(), access.System)
			must(t, err)
			for name, n := range meet(t, w.acts(t)) {
				did[name] += n
			}
			if found := b.breaches(t); len(found) > 0 {
				t.Fatalf("round %d, %v: %s", round, did, strings.Join(found, "\n"))
			}
		}
		for _, name := range []string{"register", "tier", "suspend", "resume"} {
			if did[name] == 0 {
				t.Errorf("nobody did %s: %v", name, did)
			}
		}
	})
}

// act is something that may happen to one of what a statement finds.
type act struct {
	name, of string
	do       func(id string) error
}

// press is one among many at once.
type press struct {
	name string
	do   func() error
}

// acts are what may happen in a round: every register of the last days, a tier
// for everybody, and a pause or its end for every place.
func (w *walk) acts(t *testing.T) []press {
	t.Helper()
	var all []press
	for _, id := range w.ids(t, `SELECT id FROM session WHERE taken > 0 AND day <= '`+w.day.String()+
		`' AND id NOT IN (SELECT session_id FROM register) ORDER BY day, id`) {
		entries := w.entries(t, id)
		all = append(all, press{"register", func() error { return w.Bookings.RecordRegister(t.Context(), access.System, id, entries) }})
	}
	for _, id := range w.people {
		tier := 1 + w.rnd.IntN(3)
		all = append(all, press{"tier", func() error {
			return w.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return w.decideAnew(ctx, tx, id, plans.Decision{Tier: tier, Reason: "Agreed with them anew.", Weekly: 20000,
					MinUnits: 1, MaxUnits: 5, StartBy: tx.Today()})
			})
		}})
		for _, place := range w.placesOf(t, id) {
			all = append(all, press{"suspend", func() error { return w.Brokerage.Suspend(t.Context(), w.worker, place, "In hospital for a while") }},
				press{"resume", func() error { return w.Brokerage.Resume(t.Context(), w.worker, place) }})
		}
	}
	w.rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// meet lets everything happen at once and counts what was done; what came too
// late or has no place any more must be refused as that.
func meet(t *testing.T, acts []press) map[string]int {
	t.Helper()
	errs := make([]error, len(acts))
	var all sync.WaitGroup
	for i, a := range acts {
		all.Go(func() { errs[i] = a.do() })
	}
	all.Wait()
	did := map[string]int{}
	for i, err := range errs {
		if err == nil {
			did[acts[i].name]++
		} else if k := fail.KindOf(err); k != fail.Conflict && k != fail.Invalid && k != fail.Full {
			t.Errorf("%s: %v", acts[i].name, err)
		}
	}
	return did
}

func TestASumThatIsWrongIsFoundAndAddedUpAnew(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.runUntil(t, clock.D(2026, 12, 11))
		want := b.figures(t)
		for _, harm := range []string{
			`UPDATE spend_sum SET amount = amount + 1 WHERE what = 'spent'`,
			`DELETE FROM spend_sum WHERE what = 'people'`,
			`INSERT INTO spend_sum (what, day, organisation_id, tier, amount) VALUES ('open', '2026-12-01', 'nobody', 2, 5)`,
			`DELETE FROM spend_place`,
		} {
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, harm)
				return err
			})
			if found := b.breaches(t); len(found) == 0 {
				t.Errorf("nothing is found after %s", harm)
			}
			must(t, b.Steer.Rebuild(t.Context()))
			if found := b.breaches(t); len(found) > 0 {
				t.Errorf("after %s and adding up anew: %v", harm, found)
			}
		}
		if got := b.figures(t); fmt.Sprint(got.All, got.Groups, got.Orgs, got.Tiers, got.Months) != fmt.Sprint(want.All, want.Groups, want.Orgs,
			want.Tiers, want.Months) {
			t.Errorf("figures were %+v, added up anew they are %+v", want, got)
		}
	})
}

func TestWhatHappensWhileTheSumsWaitIsAddedUpAtTheEnd(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.Steer.CountLater()
		b.runUntil(t, clock.D(2026, 12, 4))
		if len(b.breaches(t)) == 0 {
			t.Error("the sums did not wait")
		}
		must(t, b.Steer.Rebuild(t.Context()))
		if found := b.breaches(t); len(found) > 0 {
			t.Errorf("added up: %v", found)
		}
		w := &walk{borough: b, rnd: rand.New(rand.NewPCG(3, 7)), day: clock.D(2026, 12, 8), did: map[string]int{}}
		for range 60 {
			w.step(t)
		}
		if found := b.breaches(t); len(found) > 0 || w.did["register"] == 0 {
			t.Errorf("counted again from then on, %v: %v", w.did, found)
		}
	})
}

func TestADatabaseFromBeforeTheSumsGetsThemOnce(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		want := b.figures(t)
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			for _, table := range []string{"spend_sum", "spend_place", "spend_built"} {
				if _, err := tx.Exec(ctx, `DELETE FROM `+table); err != nil {
					return err
				}
			}
			return nil
		})
		errs := make(chan error, 3)
		for range cap(errs) { // three processes start at once
			go func() { errs <- steer.New(steer.Deps{DB: b.DB}).Ready(context.Background()) }()
		}
		for range cap(errs) {
			must(t, <-errs)
		}
		if got := b.figures(t); got.All != want.All || got.Groups != want.Groups {
			t.Errorf("built %+v, want %+v", got.All, want.All)
		}
		if found := b.breaches(t); len(found) > 0 {
			t.Error(found)
		}
	})
}
