package browser

import (
	"context"
	"net/url"
	"strings"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
)

// stage is how far the main job has come for Jo Bright.
type stage int

const (
	Filled   stage = iota // the borough as the demo fills it
	Planned               // outcomes, tier and an indicative budget
	Referred              // with a broker
	Shown                 // weeks were shown to Jo
	Chosen
	Approved
	Placed
)

func (s stage) String() string {
	return [...]string{"filled", "planned", "referred", "shown", "chosen", "approved", "placed"}[s]
}

// steps bring the borough from the stage before, through the real router.
var steps = map[stage]func(w *town){
	Filled: func(w *town) {
		if err := demo.Fill(context.Background(), w.Rooms()); err != nil {
			w.t.Fatal(err)
		}
	},
	Planned:  planJo,
	Referred: referJo,
	Shown:    showJo,
	Chosen:   chooseForJo,
	Approved: func(w *town) { w.press("Helen Marsh", "/approvals/"+jo(w).referral, "/approvals/"+jo(w).referral, nil) },
	Placed:   acceptAll,
}

// she is what tests know of Jo.
type she struct{ id, referral string }

// jo finds Jo, and her referral when there is one.
func jo(w *town) she {
	w.t.Helper()
	return she{stored[string](w, `SELECT id FROM person WHERE known_as = 'Jo'`),
		stored[string](w, `SELECT coalesce(max(referral.id), '') FROM referral JOIN person ON person.id = person_id WHERE known_as = 'Jo'`)}
}

// press opens a page as somebody and presses one of its forms.
func (w *town) press(name, page, action string, form url.Values) apptest.Page {
	w.t.Helper()
	v := w.House.As(w.t, w.persona(name))
	p := v.Press(v.Get(page), action, form)
	if p.Location == "" {
		w.t.Fatalf("%s pressed %s: %d %s", name, action, p.Code, p.Text)
	}
	return p
}

func planJo(w *town) {
	plan := "/people/" + jo(w).id + "/plan"
	for words, code := range map[string]string{"I want to cook my own tea.": "O1", "I want more friends.": "O7"} {
		w.press("Dina Okafor", plan, plan+"/outcomes", url.Values{"words": {words}, "care_act": {code}, "baseline": {"-1"},
			"scale_0": {"not at all"}, "scale_1": {"with a lot of help"}, "scale_2": {"with some help"}, "scale_3": {"nearly alone"}, "scale_4": {"alone"}})
	}
	w.press("Dina Okafor", plan, plan+"/tier", url.Values{"tier": {"2"}, "reason": {""}, "weekly": {"164.00"}, "min_units": {"2"},
		"max_units": {"4"}, "start_by": {"2026-12-07"}})
}

func referJo(w *town) {
	refer := "/people/" + jo(w).id + "/refer"
	w.press("Dina Okafor", refer, refer, nil)
	referral := "/referrals/" + jo(w).referral
	w.press("Amara Osei", referral, referral+"/take", nil)
}

// showJo makes the weeks and shows every one.
func showJo(w *town) {
	builder := "/referrals/" + jo(w).referral + "/options"
	w.press("Amara Osei", builder, builder, nil)
	for {
		var next string
		if next = stored[string](w, `SELECT coalesce(min(id), '') FROM referral_option WHERE status IN ('draft', 'saved')`); next == "" {
			return
		}
		w.press("Amara Osei", builder+"?option="+next, builder+"/"+next+"/show", nil)
	}
}

func chooseForJo(w *town) {
	week := "/me/choose/" + jo(w).referral + "/" + stored[string](w, `SELECT id FROM referral_option WHERE n = 1 AND referral_id = $1`, jo(w).referral)
	w.press("Jo B.", week, week, url.Values{"why": {"friends"}})
}

// acceptAll lets every provider accept what is offered to it.
func acceptAll(w *town) {
	for _, name := range demo.Providers() {
		v := w.House.As(w.t, w.persona(name))
		for {
			page := v.Get("/provider/offers")
			_, rest, more := strings.Cut(page.Body, `action="/provider/offers/`)
			if !more {
				break
			}
			offer, _, _ := strings.Cut(rest, "/")
			v.Press(page, "/provider/offers/"+offer+"/accept", nil)
		}
	}
}
