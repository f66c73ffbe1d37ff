package browser

import (
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Anyone searches by words, kind, place, part of the day, access, price and
// "from home", opens what was found, and is told what they need to know.
func TestAnyoneFindsAnActivity(t *testing.T) {
	Twice(t, apptest.Filled, func(t *testing.T, w *town) {
		v := w.Anyone().OnAPhone()
		v.Open("/").Sees("What would you like to do?").NeverScrollsSideways()
		v.Open("/activities").Fill("Search for an activity", "swimming").Press("Search").Sees("Warm water swim").SeesNot(
			"Makaton choir").NeverScrollsSideways()

		v.Open("/activities").Unfold("More ways to search").
			Fill("Kind of activity", "Music and drama").Fill("Town", "Sandbach").Fill("When", "In the evening").Press("Show activities").
			Sees("Makaton choir", "1 activity").SeesNot("Warm water swim")
		v.Open("/activities").Unfold("More ways to search").Fill("Price", "Free").Choose("Step-free").Press("Show activities").SeesNot("£4.50", "£6")
		steep := stored[string](w, `SELECT min(a.title) FROM activity a JOIN activity_find f ON f.activity_id = a.id
			WHERE f.access % 2 = 0 AND f.next_starts <> ''`)
		v.Open("/activities").Fill("Search for an activity", steep).Press("Search").Sees(steep).
			Unfold("More ways to search").Choose("Step-free").Press("Show activities").SeesNot(steep)
		v.Open("/activities").Unfold("More ways to search").Choose("I can join from home").Press("Show activities").Sees("On-line").SeesNot(
			"Warm water swim")
		v.Open("/activities?q=zzyzx").Sees("We found nothing", "See all activities")

		v.Open("/activities?q=makaton").Follow("Makaton choir").NeverScrollsSideways().
			Sees("What it is", "Next times", "places left", "How to get there", "Good to know", "Step-free", "Checked",
				i18n.Price(i18n.Standard, pence.Pence(stored[int](w, `SELECT own_price FROM activity WHERE title = 'Makaton choir'`))))
		if n := v.Pictures("main"); n == 0 {
			t.Error("no picture of the activity is seen")
		}
		words := v.Text()
		v.Press("Easy Read").Sees("Signing choir")
		if got := v.Text(); got == words || strings.Contains(got, "Makaton choir") && !strings.Contains(got, "Signing choir") {
			t.Error("Easy Read says the same words")
		}
		if v.Count("html.easy-read") != 1 {
			t.Error("the page does not know that it is Easy Read")
		}
	})
}

func TestPagesForEverybodyAreSoundInBothVoices(t *testing.T) {
	Twice(t, apptest.Filled, func(t *testing.T, w *town) {
		for _, voice := range []i18n.Voice{i18n.Standard, i18n.Easy} {
			v := w.Anyone().OnAPhone()
			for _, path := range []string{"/", "/activities", "/help", "/accessibility", "/privacy", "/credits", "/sign-in"} {
				v.Open(path + "?voice=" + string(voice)).NeverScrollsSideways()
			}
			v.Refuses("/no-such-page?voice="+string(voice), 404)
		}
	})
}
