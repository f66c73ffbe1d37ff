package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// A valid press on a next review that is later than support needs once told nobody: the
// form was gone, and the plan did not know when support begins.
func TestANextReviewThatIsLaterThanSupportNeedsIsTold(t *testing.T) {
	h := apptest.At(t, apptest.Placed)
	begins := func(status string, on, today clock.Date) {
		err := h.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE placement SET starts_on = $2, ends_on = $3, status = $4 WHERE person_id = $1`,
				h.Jo(t), on, on.AddMonths(12), status)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		h.DB.SetClock(clock.Fixed(clock.At(today, 9*60)))
	}
	held, start := clock.D(2027, 1, 18), clock.D(2027, 1, 25)
	begins("accepted", start, held)
	dina := h.As(t, h.Persona(t, "Dina Okafor"))
	plan := "/people/" + h.Jo(t) + "/plan"
	form := url.Values{"held": {held.String()}, "next_review": {"2027-05-01"}, "own_words": {"I want to begin."}, "face": {"ok"},
		"said_how": {"spoke"}, "present": {"Jo and Dina"}, "way": {"keep"}, "reason": {"It is still to begin."}}
	for i := range 2 {
		id := apptest.Stored[string](t, h, `SELECT id FROM outcome WHERE person_id = $1 ORDER BY id LIMIT 1 OFFSET $2`, h.Jo(t), i)
		form.Add("outcome", id)
		form.Set("score_"+id, "-1")
	}
	const late = "support begins first, and the first check is due 8 weeks later, by 21 March 2027"
	page := dina.Get("/people/" + h.Jo(t) + "/review")
	kept := dina.Press(page, "/people/"+h.Jo(t)+"/review", form)
	if kept.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", kept.Code, kept.Text)
	}
	dina.Get(plan).Shows(t, late)
	begins("active", start, clock.D(2027, 2, 8)) // and it is late still when support has begun
	dina = h.As(t, h.Persona(t, "Dina Okafor"))
	dina.Get(plan).Shows(t, late)
	begins("active", clock.D(2027, 1, 11), clock.D(2027, 2, 8)) // it had begun before the review
	dina = h.As(t, h.Persona(t, "Dina Okafor"))
	if p := dina.Get(plan); strings.Contains(p.Text, "That is later than the rule") {
		t.Errorf("it warns of a review that is early enough: %s", p.Text)
	}
}
