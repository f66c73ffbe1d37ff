package people_test

import (
	"context"
	"slices"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// The boxes stand in the order of the kinds and are posted in it; the record kept
// another, and so a press on Keep alone counted as a change of what somebody likes.
func TestKeepingARecordAsItIsChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		var p people.Person
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			p = jo()
			p.Kinds = db.List{"learning", "friends", "music"}
			added, err := b.people.Add(ctx, tx, b.worker, p)
			if err != nil {
				return err
			}
			if p, err = b.people.Load(ctx, tx, added.ID); err != nil {
				return err
			}
			if want := []string{"friends", "music", "learning"}; !slices.Equal(p.Kinds, want) {
				t.Errorf("kept as %v, want %v", p.Kinds, want)
			}
			_, err = tx.Exec(ctx, `UPDATE person SET kinds = $2 WHERE id = $1`, p.ID, db.List{"learning", "friends", "music"})
			return err
		})
		old := p
		old.Kinds = db.List{"learning", "friends", "music"}
		if old.Marks() != p.Marks() {
			t.Error("a form tells a change where only the order is another")
		}
		own := access.Actor{ID: "own", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			if err := b.people.UpdateProfile(ctx, tx, b.worker, p); err != nil {
				return err
			}
			return b.people.SayLikes(ctx, tx, own, p.ID, p.Kinds)
		})
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			now, err := b.people.Load(ctx, tx, p.ID)
			if now.Version != p.Version {
				t.Errorf("version %d became %d", p.Version, now.Version)
			}
			for _, act := range []string{"profile", "likes"} {
				n, err := db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE person_id = $1 AND act = $2`, p.ID, act)
				if n != 0 || err != nil {
					t.Errorf("%d lines say %s (%v)", n, act, err)
				}
			}
			p.Version, p.Town = now.Version, "Nantwich"
			if err := b.people.UpdateProfile(ctx, tx, b.worker, p); err != nil {
				t.Error(err)
			}
			return err
		})
	})
}
