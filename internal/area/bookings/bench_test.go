package bookings_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

var engines = []struct {
	name string
	open func(testing.TB) *db.DB
}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.Postgres}}

// crowd is how many people a benchmark has who all want in.
const crowd = 5000

// BenchmarkBookHotSession books one session after another person, eight
// pressing at once: the verb with its permission and audit line, fully synced.
func BenchmarkBookHotSession(b *testing.B) {
	benchBook(b, func(i int) (person, session int) { return i % crowd, i / crowd })
}

// BenchmarkBookManySessions spreads the same presses over eight sessions.
func BenchmarkBookManySessions(b *testing.B) {
	benchBook(b, func(i int) (person, session int) { return i / 8, i % 8 })
}

func benchBook(b *testing.B, pick func(i int) (person, session int)) {
	for _, engine := range engines {
		b.Run(engine.name, func(b *testing.B) {
			l := newLane(b, engine.open(b), crowd)
			everybody := l.crowd(b)
			var next atomic.Int64
			b.SetParallelism(4)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i, s := pick(int(next.Add(1) - 1))
					p := everybody[i]
					if _, err := l.bookings.Book(context.Background(), p, l.sessions[s].ID, p.PersonID); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bookings/s")
			b.StopTimer()
			l.sound(b)
		})
	}
}

// BenchmarkBareStatements is the floor of driver and disk: the place, the row
// and the commit, with nothing around them.
func BenchmarkBareStatements(b *testing.B) {
	for _, engine := range engines {
		b.Run(engine.name, func(b *testing.B) {
			l := newLane(b, engine.open(b), crowd)
			everybody := l.crowd(b)
			b.ResetTimer()
			for i := range b.N {
				p, ses := everybody[i%crowd], l.sessions[i/crowd]
				l.in(b, func(ctx context.Context, tx *db.Tx) error { return bare(ctx, tx, ses, p.PersonID) })
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bookings/s")
		})
	}
}

func bare(ctx context.Context, tx *db.Tx, ses directory.Session, personID string) error {
	if _, err := tx.Exec(ctx, `UPDATE session SET taken = taken + 1 WHERE id = $1 AND taken + 1 <= places`, ses.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO booking (id, person_id, session_id, placement_id, status, ratio, support, price, own_price, budget_id,
		outcomes, day, made) VALUES ($1, $2, $3, '', 'confirmed', 0, 0, 0, 600, '', '[]', $4, $5)`, tx.NewID(), personID, ses.ID,
		ses.Date, tx.Now)
	return err
}

// crowd adds everybody who wants in, in one transaction.
func (l *lane) crowd(b *testing.B) []access.Actor {
	b.Helper()
	all := make([]access.Actor, 0, crowd)
	l.in(b, func(ctx context.Context, tx *db.Tx) error {
		for i := range crowd {
			p, err := l.people.Add(ctx, tx, access.System, people.Person{GivenName: fmt.Sprint("P", i), FamilyName: "Bright",
				Born: clock.D(1988, 4, 2)})
			if err != nil {
				return err
			}
			all = append(all, access.Actor{ID: "actor-" + p.ID, Name: p.GivenName, PersonID: p.ID, Kind: access.Person,
				Roles: []access.Role{access.RolePerson}})
		}
		return nil
	})
	return all
}
