package people_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func (h home) moveHelper(t *testing.T, a access.Actor, m people.Mandate, email string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return h.people.MoveHelper(ctx, tx, a, h.jo.PersonID, m.ID, email, m.HelperMarks())
	})
}

// one reads the person's one mandate as a page shows it.
func (h home) one(t *testing.T) (m people.Mandate) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := h.people.MandatesOf(ctx, tx, h.jo.PersonID)
		if len(list) == 1 {
			m = list[0]
		}
		return err
	})
	return m
}

// alsoHelps lets the helper of a mandate help Sam too.
func (h home) alsoHelps(t *testing.T, m people.Mandate) (samID string) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		sam := jo()
		sam.GivenName = "Sam"
		sam, err := h.people.Add(ctx, tx, h.worker, sam)
		if err != nil {
			return err
		}
		samID = sam.ID
		second := aMandate()
		second.PersonID, second.SupporterID = sam.ID, m.SupporterID
		_, err = h.people.GiveMandate(ctx, tx, h.worker, second)
		return err
	})
	return samID
}

func TestAHelperSignsInByAnotherAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		if _, err := h.let(t, h.worker, unchanged); err != nil {
			t.Fatal(err)
		}
		opened := h.one(t)
		token, _, err := h.access.UseLink(t.Context(), h.secret(t, "mo@weaverdale.example"))
		if err != nil {
			t.Fatal(err)
		}
		old := h.secret(t, "mo@weaverdale.example")
		for email, want := range map[string]string{"at home": "email email_wrong", " MO@weaverdale.example": "email same_address",
			"d@x.example": "email email_taken"} {
			if got := faults(h.moveHelper(t, h.worker, opened, email)); got != want {
				t.Errorf("%q: got %q, want %q", email, got, want)
			}
		}
		if _, ok, err := h.access.Whose(t.Context(), token); !ok || err != nil {
			t.Fatalf("a refused change signed them out: %v", err)
		}
		if err := h.moveHelper(t, h.worker, opened, " Mo.Bright@weaverdale.example "); err != nil {
			t.Fatal(err)
		}
		t.Run("what came by the old one is shut out at once", func(t *testing.T) {
			if _, ok, err := h.access.Whose(t.Context(), token); ok || err != nil {
				t.Errorf("still signed in, %v", err)
			}
			if _, _, err := h.access.UseLink(t.Context(), old); fail.KindOf(err) != fail.Invalid {
				t.Errorf("the old link: %v", err)
			}
		})
		t.Run("both addresses are told, and neither letter names anybody", func(t *testing.T) {
			for _, to := range []string{"mo@weaverdale.example", "mo.bright@weaverdale.example"} {
				body := stored[string](t, d, `SELECT body FROM job WHERE body LIKE '%another address%' AND body LIKE $1`, `%"`+to+`"%`)
				if strings.Contains(body, "Jo") || strings.Contains(body, "Bright\"") || strings.Count(body, "@") != 1 {
					t.Errorf("to %s: %s", to, body)
				}
			}
		})
		t.Run("they come in by the new one, and help as before", func(t *testing.T) {
			_, a, err := h.access.UseLink(t.Context(), h.secret(t, "mo.bright@weaverdale.example"))
			if err != nil || a.PersonID != h.jo.PersonID || h.one(t).Email != "mo.bright@weaverdale.example" {
				t.Errorf("signed in as %+v, %v", a, err)
			}
		})
		t.Run("a page that was opened before is refused", func(t *testing.T) {
			if err := h.moveHelper(t, h.worker, opened, "third@weaverdale.example"); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
		})
		t.Run("it stands once in the trail of each person whom they help", func(t *testing.T) {
			sam := h.alsoHelps(t, h.one(t))
			if err := h.moveHelper(t, h.worker, h.one(t), "mo.b@weaverdale.example"); err != nil {
				t.Fatal(err)
			}
			for id, want := range map[string]int{h.jo.PersonID: 2, sam: 1} {
				n := stored[int](t, d, `SELECT COUNT(*) FROM audit WHERE person_id = $1 AND act = 'helper address' AND actor = $2`,
					id, h.worker.Name)
				if n != want {
					t.Errorf("%d lines, want %d", n, want)
				}
			}
		})
		t.Run("only the person's worker does", func(t *testing.T) {
			m := h.one(t)
			for says, a := range map[string]access.Actor{
				"the helper themself": {ID: m.SupporterID, Name: "Mo Bright", Kind: access.Supporter,
					Roles: []access.Role{access.RoleSupporter}, PersonID: h.jo.PersonID},
				"the person":             h.jo,
				"a worker without a tie": {ID: "w", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
			} {
				if err := h.moveHelper(t, a, m, "x@weaverdale.example"); fail.KindOf(err) != fail.Forbidden {
					t.Errorf("%s: %v", says, err)
				}
			}
		})
		t.Run("nobody does for a mandate that is over", func(t *testing.T) {
			m := h.one(t)
			if err := h.people.EndMandate(t.Context(), h.jo, h.jo.PersonID, m.ID, ""); err != nil {
				t.Fatal(err)
			}
			if err := h.moveHelper(t, h.worker, m, "x@weaverdale.example"); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestOfSeveralWhoMoveAHelperAtOnceOneDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		if _, err := h.let(t, h.worker, unchanged); err != nil {
			t.Fatal(err)
		}
		m := h.one(t)
		done := sixAtOnce(t, func(who int) error {
			return h.moveHelper(t, h.worker, m, fmt.Sprintf("mo%d@weaverdale.example", who))
		})
		letters := stored[int](t, d, `SELECT COUNT(*) FROM job WHERE body LIKE '%another address%'`)
		if done != 1 || letters != 2 {
			t.Errorf("%d moved it, %d letters wait", done, letters)
		}
	})
}
