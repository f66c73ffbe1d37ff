package people_test

import (
	"context"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// list is what a worker is to look at within some days.
func (h home) list(t *testing.T, a access.Actor, days int) (list []people.ToLookAt) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = h.people.MandatesToLookAt(ctx, tx, a, days)
		return err
	})
	return list
}

func (h home) read(t *testing.T, a access.Actor, mandateID string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return h.people.ReadEnd(ctx, tx, a, h.jo.PersonID, mandateID)
	})
}

func TestAMandateIsInTheListOfItsWorkerWhenItsDayComes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		today := clock.D(2026, 11, 24)
		m, err := h.let(t, h.worker, func(m *people.Mandate) { m.ReviewOn = clock.SomeDate(today.AddDays(30)) })
		if err != nil {
			t.Fatal(err)
		}
		if list := h.list(t, h.worker, 29); len(list) != 0 {
			t.Errorf("29 days on: %+v", list)
		}
		list := h.list(t, h.worker, 30)
		if len(list) != 1 || list[0].MandateID != m.ID || list[0].PersonID != h.jo.PersonID || list[0].FamilyName != "Bright" ||
			list[0].Supporter != "Mo Bright" || list[0].On() != today.AddDays(30) || list[0].Stopped.Valid {
			t.Errorf("30 days on: %+v", list)
		}
		other := access.Actor{ID: "o", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
		if list := h.list(t, other, 400); len(list) != 0 {
			t.Errorf("somebody else's list: %+v", list)
		}
		err = h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := h.people.MandatesToLookAt(ctx, tx, access.Actor{ID: "x", Roles: []access.Role{access.RoleFinance}}, 7)
			return err
		})
		if fail.KindOf(err) != fail.Forbidden {
			t.Errorf("finance: %v", err)
		}
		t.Run("looked at again, it is gone until its next day", func(t *testing.T) {
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				return h.people.ReviewMandate(ctx, tx, h.worker, h.jo.PersonID, m.ID, clock.SomeDate(today.AddDays(200)))
			})
			if list := h.list(t, h.worker, 199); len(list) != 0 {
				t.Errorf("it is %+v", list)
			}
			if list := h.list(t, h.worker, 200); len(list) != 1 {
				t.Errorf("on the day: %+v", list)
			}
		})
		t.Run("one that has no day for it is due; one that is over or ended is not", func(t *testing.T) {
			for _, c := range []struct {
				change string
				want   int
			}{
				{"review_on = NULL", 1},
				{"until = '2026-11-24'", 1},
				{"until = '2026-11-23'", 0},
				{"until = NULL, ended = '2026-11-24'", 0},
			} {
				h.in(t, func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `UPDATE mandate SET `+c.change)
					return err
				})
				if list := h.list(t, h.worker, 0); len(list) != c.want {
					t.Errorf("%s: %+v", c.change, list)
				}
			}
		})
	})
}

func TestAWorkerReadsThatAPersonStoppedAHelper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		m, err := h.let(t, h.worker, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.read(t, h.worker, m.ID); fail.KindOf(err) != fail.Conflict {
			t.Errorf("read before it was stopped: %v", err)
		}
		if err := h.people.EndMandate(t.Context(), h.jo, h.jo.PersonID, m.ID, ""); err != nil {
			t.Fatal(err)
		}
		list := h.list(t, h.worker, 0)
		if len(list) != 1 || list[0].MandateID != m.ID || list[0].On() != clock.D(2026, 11, 24) || !list[0].Stopped.Valid {
			t.Fatalf("the list: %+v", list)
		}
		for says, a := range map[string]access.Actor{
			"the person": h.jo,
			"the helper": {ID: m.SupporterID, Name: "Mo", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
				PersonID: h.jo.PersonID},
			"a worker without a tie": {ID: "w", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
		} {
			if err := h.read(t, a, m.ID); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s reads it: %v", says, err)
			}
		}
		done := sixAtOnce(t, func(int) error { return h.read(t, h.worker, m.ID) })
		if list := h.list(t, h.worker, 400); done != 1 || len(list) != 0 {
			t.Errorf("%d read it, the list: %+v", done, list)
		}
		if n := stored[int](t, d, `SELECT COUNT(*) FROM audit WHERE act = 'read end of mandate' AND person_id = $1`,
			h.jo.PersonID); n != 1 {
			t.Errorf("%d lines in the trail", n)
		}
	})
}

func TestWhatAWorkerEndsIsNoNewsToWorkers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		m, err := h.let(t, h.worker, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.people.EndMandate(t.Context(), h.worker, h.jo.PersonID, m.ID, "Jo asked twice."); err != nil {
			t.Fatal(err)
		}
		if list := h.list(t, h.worker, 400); len(list) != 0 {
			t.Errorf("the list: %+v", list)
		}
	})
}
