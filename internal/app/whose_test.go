package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
)

// addressed are the words by which a page speaks to its reader, or as them.
var addressed = regexp.MustCompile(`(?i)\b(you|your|yours|yourself|me|my|mine|myself|i)\b`)

// toTheHelper are sentences of the person's pages that say such a word to who helps,
// or of them, with why that is right. Jo is whom they help. One that no page says any
// more fails the test.
var toTheHelper = map[string]string{
	"You help Jo.":                    "it says whom they help",
	"You are helping":                 "it says whom they help, before the name",
	"You help":                        "it says whom they help, before the name",
	"You help this person.":           "it says whom they help",
	"Whom I help":                     "their own page: whom they help",
	"Who I help":                      "their own page: whom they help",
	"Choose whose pages you see now.": "their own page: whom they help",
	"Who do you want to help now?":    "their own page: whom they help",
	"They can read that you looked.":  "what they do stands in the record",
	"They can see that you looked.":   "what they do stands in the record",
	"You can see who looked at the record of Jo, and who changed it.":                   "they may read the list too",
	"You looked several times.":                                                         "what they did themselves",
	"You looked several times":                                                          "what they did themselves",
	"You told us what Jo likes":                                                         "what they did themselves",
	"You cancelled a place for Jo.":                                                     "what they did themselves",
	"You said if Jo likes the weeks":                                                    "what they did themselves",
	"You stopped a calendar link for Jo.":                                               "what they did themselves",
	"You booked a place for Jo.":                                                        "what they did themselves",
	"You help Jo, and cannot stop this for them.":                                       "what they may not do",
	"You cannot stop this here.":                                                        "what they may not do",
	"You may not see this page":                                                         "what they may not do",
	"You help Jo, but you may not see the money.":                                       "what they may not do",
	"If Jo wants you to see it, they can tell their worker.":                            "how they could",
	"But you cannot see the money.":                                                     "what they may not do",
	"Does Jo want you to see it?":                                                       "how they could",
	"This page is not for you":                                                          "what they may not do",
	"If you need this page, call us on 01632 960 100.":                                  "what they can do",
	"Do you need this page?":                                                            "what they can do",
	"Your account may not do this.":                                                     "what they may not do: it is offered nowhere",
	"An address that you make for somebody stops when you may no longer book for them.": "what they make",
	"If you stop helping, the address stops too.":                                       "what they make",
	"You can look for something to do together, or ask the worker.":                     "what they can do",
	"To print it, choose “Print” in the menu of your browser.":                          "it is they who print",
	"You can print this page.":                                                          "it is they who print",
	"Somebody can help you.":                                                            "it is they who print",
	"If you have a question or are not well, call 01632 960 100.":                       "on the sheet of paper, which is for Jo",
	"Do you need help?":                                                                 "on the sheet of paper, which is for Jo",
	"Are you ill?":                                                                      "on the sheet of paper, which is for Jo",
	"Would you like to talk about this?":                                                "the council talks with them as well",
	"Do you want to talk?":                                                              "the council talks with them as well",
	"A person helps you.":                                                               "the council talks with them as well",
	"We do not keep what you try.":                                                      "it is they who try",
	"What is your idea?":                                                                "it is they who try",
	"Show me":                                                                           "it is they who press",
	"Help me":                                                                           "it is they who press",
	"You told us that Jo cannot go.":                                                    "what they did themselves",
	"You told us that Jo liked none of the weeks.":                                      "what they did themselves",
	"You can say how it went once it is over.":                                          "what they can do",
	"Please call us on 01632 960 100 if you need help.":                                 "what they can do",
	"Do you have a question?":                                                           "they may ask the provider",
	"Do you want to know why?":                                                          "they may ask the worker",
	"You choose for Jo.":                                                                "what they do",
	"We write down that you helped.":                                                    "what they do stands in the record",
	"You help Jo choose.":                                                               "what they do",
	"We write your name down.":                                                          "what they do stands in the record",
	"Then you have chosen this week.":                                                   "it is they who press",
	"This has changed since you opened the page.":                                       "it is they who opened it",
	"Thank you.":                             "it is they who pressed",
	"Do you want to cancel the place of Jo?": "it is they who press",
	"You are telling us in time.":            "what they do",
	"You tell us early.":                     "what they do",
}

// A helper sees the pages of the person whom they help. What is the person's is told as
// the person's there, in both voices, on every page of theirs, and on the page that
// says no: "your week" is nobody's.
func TestAHelperReadsThePersonsPagesAsThePersons(t *testing.T) {
	said, seen := map[string]bool{}, map[string]bool{}
	for _, town := range helpedTowns {
		t.Run(town.name, func(t *testing.T) {
			for _, who := range []string{"Grace Bright", "Mo Hale"} { // the first may not see the money
				house := apptest.At(t, town.stage)
				letHelp(t, house, access.MaySee, access.MayChoose, access.MayBook, access.MayMoney)
				if town.then != nil {
					town.then(t, house)
				}
				for _, voice := range []string{"en", "en-easy"} {
					w := walker{house, house.As(t, house.Persona(t, who)), voice, said, seen}
					w.pages(t)
					if who == "Mo Hale" {
						w.presses(t)
					}
				}
			}
		})
	}
	for _, r := range apptest.At(t, apptest.Filled).Routes {
		if ofThePerson(r.Pattern) && !seen[r.Pattern] {
			t.Errorf("%s was not seen by a helper: let one of the towns have it", r.Pattern)
		}
	}
	for sentence := range toTheHelper {
		if !said[sentence] {
			t.Errorf("no page says %q to a helper", sentence)
		}
	}
}

// ofThePerson tells whether a route is a page about whoever is at it.
func ofThePerson(pattern string) bool {
	_, path, _ := strings.Cut(pattern, " ")
	return strings.HasPrefix(path, "/me/") || path == "/sessions/{id}/book"
}

// helpedTowns are what Jo's pages are asked for in, so that each says all that it can.
var helpedTowns = []struct {
	name  string
	stage apptest.Stage
	then  func(t *testing.T, h *apptest.House)
}{
	{"filled", apptest.Filled, nil},
	{"shown", apptest.Shown, nil},
	{"liked none", apptest.Shown, func(t *testing.T, h *apptest.House) {
		none := "/me/choose/" + h.JosReferral(t) + "/none"
		h.Press(t, "Jo B.", none, none, url.Values{"why": {"days"}})
	}},
	{"chosen", apptest.Chosen, nil},
	{"refused", apptest.Chosen, func(t *testing.T, h *apptest.House) {
		at := "/approvals/" + h.JosReferral(t)
		h.Press(t, "Helen Marsh", at, at+"/refuse", url.Values{"reason": {"It is too far for her."}})
	}},
	{"approved", apptest.Approved, nil},
	{"declined", apptest.Approved, declineOne},
	{"placed", apptest.Placed, nil},
	{"called off", apptest.Placed, callOffOne},
	{"attended", apptest.Attended, nil},
	{"reviewed", apptest.Reviewed, nil},
}

// declineOne lets the provider of Jo's first place say no, and the others yes.
func declineOne(t *testing.T, h *apptest.House) {
	id := apptest.Stored[string](t, h, `SELECT min(id) FROM placement WHERE person_id = $1 AND status = 'offered'`, h.Jo(t))
	h.Press(t, staffOf(t, h, id), "/provider/offers", "/provider/offers/"+id+"/decline",
		url.Values{"reason": {"There is no room this month."}})
}

func staffOf(t *testing.T, h *apptest.House, placementID string) string {
	return apptest.Stored[string](t, h, `SELECT min(actor.name) FROM actor JOIN placement
		ON placement.organisation_id = actor.organisation_id WHERE placement.id = $1 AND kind = 'staff'`, placementID)
}

// callOffOne lets a provider call off Jo's next session, and Jo cancel the one after it.
func callOffOne(t *testing.T, h *apptest.House) {
	next := `SELECT id FROM booking WHERE person_id = $1 AND status = 'confirmed' ORDER BY day, id LIMIT 1`
	first := apptest.Stored[string](t, h, next, h.Jo(t))
	session := apptest.Stored[string](t, h, `SELECT session_id FROM booking WHERE id = $1`, first)
	placement := apptest.Stored[string](t, h, `SELECT placement_id FROM booking WHERE id = $1`, first)
	off := "/provider/sessions/" + session + "/off"
	h.Press(t, staffOf(t, h, placement), off, off, url.Values{"reason": {"building_shut"}})
	cancel := "/me/bookings/" + apptest.Stored[string](t, h, next, h.Jo(t)) + "/cancel"
	h.Press(t, "Jo B.", cancel, cancel, nil)
}

// walker asks for Jo's pages as who helps her.
type walker struct {
	house      *apptest.House
	visitor    *apptest.Visitor
	voice      string
	said, seen map[string]bool
}

// can tells whether a town has what an address of Jo's names.
func (w walker) can(t *testing.T, path string) bool {
	booked := apptest.Stored[int64](t, w.house, `SELECT count(*) FROM booking WHERE person_id = $1`, w.house.Jo(t)) > 0
	weeks := `SELECT count(*) FROM referral_option JOIN referral ON referral.id = referral_id
		WHERE person_id = $1 AND referral_option.status `
	if strings.Contains(path, "{option}") {
		return apptest.Stored[int64](t, w.house, weeks+`= 'shown'`, w.house.Jo(t)) > 0
	}
	found := apptest.Stored[int64](t, w.house, weeks+`<> ''`, w.house.Jo(t)) > 0
	return (booked || !strings.Contains(path, "/bookings/")) && (found || !strings.Contains(path, "{referral}"))
}

func (w walker) pages(t *testing.T) {
	for _, r := range w.house.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodGet || !ofThePerson(r.Pattern) || !w.can(t, path) {
			continue
		}
		for _, at := range w.addresses(t, path) {
			w.holds(t, r.Pattern, w.visitor.Get(at+"?voice="+w.voice))
		}
	}
}

// addresses are where a page of Jo's is: of each of her bookings, and of each helper.
func (w walker) addresses(t *testing.T, path string) []string {
	query := ""
	switch {
	case strings.HasPrefix(path, "/me/bookings/"):
		query = `SELECT id FROM booking WHERE person_id = $1 ORDER BY day, id LIMIT 1 OFFSET $2`
	case strings.HasPrefix(path, "/me/helpers/"):
		query = `SELECT id FROM mandate WHERE person_id = $1 ORDER BY id LIMIT 1 OFFSET $2`
	default:
		return []string{apptest.Look{Path: path}.Address(t, w.house)}
	}
	var all []string
	for n := range 3 {
		id := apptest.Stored[string](t, w.house, `SELECT coalesce((`+query+`), '')`, w.house.Jo(t), n)
		if id != "" {
			all = append(all, regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, id))
		}
	}
	return all
}

// presses sends every form of those pages empty, and reads what comes next.
func (w walker) presses(t *testing.T) {
	for _, r := range w.house.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodPost || !ofThePerson(r.Pattern) || !w.can(t, path) {
			continue
		}
		for n, at := range w.addresses(t, path) {
			p := w.visitor.Post(at, url.Values{"form": {fmt.Sprintf("press-%s-%d-%s", path, n, w.voice)}})
			if p.Code == http.StatusSeeOther {
				w.seen[r.Pattern] = true
				p = w.visitor.Get(p.Location)
			}
			w.holds(t, r.Pattern, p)
		}
	}
}

// holds fails the test for each sentence of a page that speaks to the person.
func (w walker) holds(t *testing.T, pattern string, p apptest.Page) {
	t.Helper()
	if p.Doc == nil {
		w.seen[pattern] = w.seen[pattern] || p.Code == http.StatusSeeOther
		return
	}
	w.seen[pattern] = true
	for _, s := range sentencesOf(p.Doc) {
		s = howOften.ReplaceAllString(s, "You looked several times")
		if _, right := toTheHelper[s]; right {
			w.said[s] = true
		} else if addressed.MatchString(s) && !w.said[s] {
			w.said[s] = true
			t.Errorf("%s, %d in %s, says to who helps Jo: %q", pattern, p.Code, w.voice, s)
		}
	}
}

// howOften is how often somebody looked, which is another number in each town.
var howOften = regexp.MustCompile(`You looked (once|[0-9]+ times)`)

var sentenceEnd = regexp.MustCompile(`([.!?:])\s+`)

// endOfJo is her name where a sentence ends with it, which has one full stop for both.
var endOfJo = regexp.MustCompile(`Jo B\.($| [A-Z])`)

// sentencesOf gives what a page says in its main part, sentence by sentence, without
// the words that people wrote.
func sentencesOf(doc *html.Node) (all []string) {
	inline := []string{"a", "strong", "span", "em", "br"}
	var b strings.Builder
	flush := func() {
		text := endOfJo.ReplaceAllString(strings.Join(strings.Fields(b.String()), " "), "Jo.$1")
		text = strings.ReplaceAll(text, "Jo B.", "Jo")
		all = append(all, strings.Split(sentenceEnd.ReplaceAllString(text, "$1\n"), "\n")...)
		b.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && (apptest.Attr(n, "translate") == "no" || n.Data == "script"):
			return
		case n.Type == html.ElementNode && !slices.Contains(inline, n.Data):
			flush()
			defer flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(apptest.All(doc, "main")[0])
	flush()
	return all
}
