package bookings_test

import (
	"context"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// helps is somebody who may say for a person how it went.
func (l *lane) helps(t *testing.T, p access.Actor) access.Actor {
	t.Helper()
	grace := apptest.New(t, l.d).Actor(t, access.Actor{Name: "Grace", Kind: access.Supporter,
		Roles: []access.Role{access.RoleSupporter}, PersonID: p.PersonID})
	l.in(t, func(ctx context.Context, tx *db.Tx) error {
		return l.access.Tie(ctx, tx, access.Tie{ActorID: grace.ID, PersonID: p.PersonID, Relation: access.Mandate,
			Scope: db.List{access.MaySee, access.MayBook}, Source: "m"})
	})
	return grace
}

// The person's press is at its end, and a helper presses another face before it is kept: the
// helper's reads what was before it, and must not write over it.
func TestWhatSomebodySaysThemselfStandsAgainstAHelperAtTheSameMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := newLane(t, d, 5)
		jo := l.person(t, "Jo")
		l.placed(t, jo, 1000)
		grace := l.helps(t, jo)
		l.at(l.sessions[2].Ends)
		mine := l.listed(t, l.sessions[0].ID)[0].Booking.ID
		said := make(chan error, 1)
		l.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE booking SET feeling = 'good', feeling_by = '' WHERE id = $1`, mine)
			go func() { said <- l.bookings.SayHow(context.Background(), grace, mine, bookings.Bad) }()
			l.waits(t)
			return err
		})
		if e, ok := fail.As(<-said); !ok || e.Key != "bookings.refused.said_self" {
			t.Errorf("the helper was told %v", e)
		}
		if b := l.listed(t, l.sessions[0].ID)[0].Booking; b.Feeling != bookings.Good || b.FeelingBy != "" {
			t.Errorf("it went %q, said by %q", b.Feeling, b.FeelingBy)
		}
	})
}
