package directory_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func newService(d *db.DB) *directory.Service {
	return directory.New(directory.Deps{DB: d, Access: access.New(access.Deps{DB: d})})
}

// place is one organisation with a location, for tests that need no more.
type place struct {
	s   *directory.Service
	d   *db.DB
	org directory.Organisation
	loc directory.Location
}

func newPlace(t testing.TB, d *db.DB) *place {
	t.Helper()
	p := &place{s: newService(d), d: d}
	p.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		p.org, err = p.s.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Crewe Lanes", Kind: "leisure"})
		if err != nil {
			return err
		}
		p.loc, err = p.s.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: p.org.ID, Name: "The Lanes",
			Town: "Crewe", Access: directory.StepFree | directory.AccessibleToilet, Capacity: 100})
		return err
	})
	return p
}

func (p *place) in(t testing.TB, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := p.d.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func (p *place) activity(t testing.TB, a directory.Activity) directory.Activity {
	t.Helper()
	a.OrganisationID = p.org.ID
	if a.Kind == "" {
		a.Kind = "sport"
	}
	p.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = p.s.Publish(ctx, tx, access.System, a)
		return err
	})
	return a
}

func (p *place) weekly(t testing.TB, activityID, day string, start, places, support int) []directory.Session {
	t.Helper()
	var list []directory.Session
	p.in(t, func(ctx context.Context, tx *db.Tx) error {
		sch, err := p.s.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: activityID, LocationID: p.loc.ID,
			RRule: "FREQ=WEEKLY;BYDAY=" + day, Start: start, End: start + 120, From: tx.Today(), Places: places, Support: support})
		if err != nil {
			return err
		}
		list, err = p.s.SessionsOfSchedule(ctx, tx, sch.ID, tx.Today(), tx.Today().AddDays(365))
		return err
	})
	return list
}

func TestAScheduleMakesSessionsForEightWeeksAndOnceOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		list := p.weekly(t, p.activity(t, directory.Activity{Title: "Bowling"}).ID, "TU", 14*60, 10, 60)
		if len(list) != 9 || list[0].Date != clock.D(2026, 11, 24) || list[0].Starts.String() != "2026-11-24T14:00:00.000000Z" {
			t.Fatalf("%d sessions, the first %+v", len(list), list[0])
		}
		for range 2 {
			p.in(t, func(ctx context.Context, tx *db.Tx) error {
				return p.s.ExtendSessions(ctx, tx, clock.D(2027, 2, 2))
			})
		}
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			more, err := p.s.SessionsBetween(ctx, tx, clock.D(2026, 11, 24), clock.D(2027, 3, 1))
			if len(more) != 11 {
				t.Errorf("after extending there are %d sessions", len(more))
			}
			return err
		})
	})
}

// Two processes do it at once, as each does at the day's change.
func TestSessionsAreMadeInPartsSoThatNobodyWaitsForAllOfThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		bowling := p.activity(t, directory.Activity{Title: "Bowling"}).ID
		for range 120 {
			p.weekly(t, bowling, "TU", 14*60, 10, 60)
		}
		broken := ""
		p.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			if broken, err = db.One[string](ctx, tx, `SELECT min(id) FROM schedule`); err == nil {
				_, err = tx.Exec(ctx, `UPDATE schedule SET rrule = 'FREQ=NEVER' WHERE id = $1`, broken)
			}
			return err
		})
		d.SetClock(clock.Fixed(dbtest.Start().Add(7 * 24 * time.Hour)))
		both := make(chan error, 2)
		for range cap(both) {
			go func() { both <- p.s.KeepSessions(t.Context()) }()
		}
		for range cap(both) {
			if err := <-both; err == nil {
				t.Error("nobody is told of the schedule that cannot be read")
			}
		}
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			made, err := db.One[int](ctx, tx, `SELECT count(*) FROM session WHERE day = '2027-01-26'`)
			if made < 60 || made == 120 {
				t.Errorf("of 120 schedules, with one that cannot be read, %d have a session in the ninth week", made)
			}
			return err
		})
	})
}

func TestSixtyPeopleForTenPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		ses := p.weekly(t, p.activity(t, directory.Activity{Title: "Bowling"}).ID, "TU", 14*60, 10, 600)[0]
		var mu sync.Mutex
		var wg sync.WaitGroup
		got, full := 0, 0
		for range 60 {
			wg.Go(func() {
				err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return p.s.Take(ctx, tx, ses.ID, 1, 20) })
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got++
				case fail.KindOf(err) == fail.Full:
					full++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got != 10 || full != 50 {
			t.Errorf("%d got a place and %d were told it is full", got, full)
		}
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			now, err := p.s.SessionByID(ctx, tx, ses.ID)
			if now.Taken != 10 || now.SupportTaken != 200 {
				t.Errorf("%d places and %d support taken", now.Taken, now.SupportTaken)
			}
			return err
		})
	})
}

func TestPlacesAndSupportAreTakenTogetherOrNotAtAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		ses := p.weekly(t, p.activity(t, directory.Activity{Title: "Bowling"}).ID, "TU", 14*60, 10, 60)[0]
		refused := func(want fail.Kind, act func(ctx context.Context, tx *db.Tx) error) {
			t.Helper()
			if err := d.InTx(t.Context(), act); fail.KindOf(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		take := func(id string, places, support int) func(context.Context, *db.Tx) error {
			return func(ctx context.Context, tx *db.Tx) error { return p.s.Take(ctx, tx, id, places, support) }
		}
		p.in(t, take(ses.ID, 1, 60))
		refused(fail.Full, take(ses.ID, 1, 1))
		refused(fail.Full, take(ses.ID, 10, 0))
		refused(fail.NotFound, take("no-such-session", 1, 0))
		p.in(t, take(ses.ID, 9, 0))
		refused(fail.Conflict, func(ctx context.Context, tx *db.Tx) error { return p.s.Release(ctx, tx, ses.ID, 11, 0) })
		p.in(t, func(ctx context.Context, tx *db.Tx) error { return p.s.Release(ctx, tx, ses.ID, 10, 60) })
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			return p.s.CallOff(ctx, tx, access.System, ses.ID, directory.Off{Reason: "weather"})
		})
		refused(fail.Conflict, take(ses.ID, 1, 0))
	})
}

func TestTheDatabaseItselfRefusesToOversell(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		ses := p.weekly(t, p.activity(t, directory.Activity{Title: "Bowling"}).ID, "TU", 14*60, 10, 60)[0]
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE session SET taken = 11 WHERE id = $1`, ses.ID)
			return err
		})
		if !db.IsCheck(err) {
			t.Errorf("eleven of ten places: %v", err)
		}
	})
}

func TestOnlyTheOwnOrganisationMayPublish(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for _, c := range []struct {
			says string
			who  access.Actor
			ok   bool
		}{
			{"its own staff may", access.Actor{ID: "a", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: p.org.ID},
				true},
			{"another provider's staff may not", access.Actor{ID: "b", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
				OrganisationID: "other"}, false},
			{"a broker may not", access.Actor{ID: "c", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}, false},
			{"an administrator may", access.Actor{ID: "d", Kind: access.Worker, Roles: []access.Role{access.RoleAdmin}}, true},
			{"anyone may not", access.Actor{Kind: access.Anyone}, false},
		} {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := p.s.Publish(ctx, tx, c.who, directory.Activity{OrganisationID: p.org.ID, Kind: "arts", Title: "Clay"})
				return err
			})
			if c.ok != (err == nil) || err != nil && fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", c.says, err)
			}
		}
	})
}

func TestWhatIsWrongWithAnActivityIsAllSaidAtOnce(t *testing.T) {
	err := directory.Activity{Kind: "juggling", OwnPrice: -1, Online: "in_person"}.Check()
	var e *fail.Error
	if !errors.As(err, &e) || len(e.Fields) != 3 {
		t.Errorf("got %v", err)
	}
}

func TestCardsAndTheOfferHoldEverythingOfASession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		a := p.activity(t, directory.Activity{Title: "Bowling", Checked: clock.D(2026, 11, 20)})
		b := p.activity(t, directory.Activity{Title: "Unseen", Status: directory.Draft})
		list := p.weekly(t, a.ID, "TU", 14*60, 10, 60)
		p.weekly(t, b.ID, "TU", 14*60, 10, 60)
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			cards, err := p.s.Cards(ctx, tx, []string{list[1].ID, "none", list[0].ID})
			if err != nil || len(cards) != 2 || cards[0].Session.ID != list[1].ID || cards[0].Location.Town != "Crewe" ||
				cards[1].Activity.Title != "Bowling" || cards[1].Organisation.Name != "Crewe Lanes" || cards[0].Activity.Checked != a.Checked {
				t.Errorf("%+v %v", cards, err)
			}
			o, err := p.s.Offer(ctx, tx, tx.Today(), tx.Today().AddDays(27))
			if len(o.Items) != 1 || len(o.Items[0].Sessions) != 4 || o.Items[0].Activity.ID != a.ID {
				t.Errorf("offer: %+v", o.Items)
			}
			return err
		})
	})
}
