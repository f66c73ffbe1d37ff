package app_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ourdays/internal/app/apptest"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// What a record says of how somebody reads holds from the sign-in on, on every
// page, until they press the switch.
func TestWhoReadsEasyReadGetsItFromTheSignInOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		easy, standard := "Standard words", "Easy Read" // what the switch offers
		jo := house.As(t, persona(t, house, "Jo B."))
		for _, path := range []string{"/me/week", "/me/money", "/me/profile", "/activities", "/help"} {
			jo.Get(path).Shows(t, easy)
		}
		jo.Post("/voice", url.Values{"voice": {"en"}})
		for _, path := range []string{"/me/week", "/me/money"} {
			jo.Get(path).Shows(t, standard)
		}
		for _, name := range []string{"Sam A.", "Grace Bright", "Dina Okafor"} {
			house.As(t, persona(t, house, name)).Get("/activities").Shows(t, standard)
		}
		house.Anyone(t).Get("/activities").Shows(t, standard)
	})
}

// Five weeks beside each other are read in Easy Read in fewer words than a page may
// have, and lose nothing that decides: picture, day, what it is, how long the way is, who goes, the price; what is the same of all is said once.
// Until when it is and at which house stands on the next page, before the choice. In
// what a week differs is said in sentences.
func TestTheChoiceInEasyReadIsShort(t *testing.T) {
	h := apptest.At(t, apptest.Shown)
	path := "/me/choose/" + h.JosReferral(t)
	v := h.As(t, h.Persona(t, "Jo B."))
	page := v.Get(path + "?voice=en-easy")
	main := apptest.All(page.Doc, "main")[0]
	words := slices.DeleteFunc(strings.Fields(apptest.Seen(main)), func(w string) bool {
		return !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	})
	if t.Logf("%d words", len(words)); len(words) > 250 {
		t.Errorf("it has %d words", len(words))
	}
	weeks := strings.Count(page.Body, `class="choice"`)
	days, plates := strings.Count(page.Body, `class="choice__day"`), strings.Count(page.Body, `class="choice__day"><div class="plate`)
	if weeks != 5 || days < 3*weeks || plates != days || strings.Count(page.Text, "You pay £") != weeks ||
		strings.Count(page.Text, " each week Choose week ") != weeks ||
		strings.Count(page.Text, " minutes") != days || strings.Count(page.Text, "All weeks help with:") != 1 ||
		strings.Count(page.Text, "Each week has 4 activities.") != 1 || !strings.Contains(page.Text, "You know nobody there yet") {
		t.Errorf("%d weeks, %d things with %d pictures: %s", weeks, days, plates, page.Text)
	}
	next := v.Get(h.Address(t, "/me/choose/{referral}/{option}") + "?voice=en-easy")
	next.Shows(t, "Getting there takes about")
	told := 0
	for _, card := range apptest.All(page.Doc, "h2") {
		if name := apptest.Seen(card); strings.HasPrefix(name, "Week ") && len(strings.Fields(name)) != 2 {
			t.Errorf("a week is called %q", name)
		}
	}
	for _, p := range apptest.All(main, "p") {
		said := apptest.Seen(p)
		tells := slices.ContainsFunc([]string{"It has ", "It does not have ", "No other week ", "Only this week ", "It costs least"},
			func(begins string) bool { return strings.HasPrefix(said, begins) })
		if tells {
			told++
		}
		if tells && !strings.HasSuffix(said, ".") {
			t.Errorf("no sentence: %q", said)
		}
	}
	if told != weeks { // each against all others, or against one that is named
		t.Errorf("%d of %d weeks say in what they differ", told, weeks)
	}
}
