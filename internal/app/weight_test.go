package app_test

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/bookings"
	"ourdays/internal/demo"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/web"
)

// What a page may weigh, in bytes over the wire; the design's part 3.
const (
	mostHTML   = 14 * 1024 // of a citizen's page, with its style: the first flight
	mostCold   = 30 * 1024 // of a citizen's page with script and the shell's pictures, nothing kept from before
	mostStaff  = 60 * 1024 // of a staff page, the same
	mostScript = 12 * 1024
	mostVisits = 6 // pages of one route that one visitor looks at
)

// unweighed are routes that no page of the test's borough leads to, each with
// the reason.
var unweighed = map[string]string{
	"GET /me/choose": "leads on at once to the one referral there is",
}

// scales weighs pages and remembers what hangs on every one of them.
type scales struct {
	t     *testing.T
	house *apptest.House
	mux   *http.ServeMux
	parts map[string]int // bytes of scripts, icons and pictures by address
	most  map[string]int // the heaviest HTML by route
	seen  map[string]bool
}

func TestPagesAreLight(t *testing.T) {
	if !assets.Complete() {
		if os.Getenv("CI") == "true" {
			t.Fatal("the style is not built: make assets")
		}
		t.Skip("the style is not built: make assets")
	}
	house := apptest.New(t, dbtest.SQLite(t))
	if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
		t.Fatal(err)
	}
	referral := showWeeks(t, house)
	s := &scales{t: t, house: house, mux: http.NewServeMux(), parts: map[string]int{}, most: map[string]int{}, seen: map[string]bool{}}
	for _, r := range house.Routes {
		s.mux.Handle(r.Pattern, http.NotFoundHandler())
	}
	s.walk(house.As(t, persona(t, house, "Jo B.")), "/me/choose/"+referral)
	s.walk(house.As(t, persona(t, house, "Amara Osei")), "/referrals/"+referral)
	chooseFirst(t, house, referral)
	s.walk(house.As(t, persona(t, house, "Helen Marsh")), "/approvals")
	placeChosen(t, house, referral)
	s.walk(house.As(t, persona(t, house, "Jo B.")), "/me/week?from=2026-12-07")
	s.walk(house.As(t, persona(t, house, "Jo B.")), bookable(t, house)) // no page leads there but the sign-in page
	// so few people have places in the quick borough that no list leads to one
	s.walk(house.As(t, persona(t, house, "Ruth Pemberton")), "/steer/places/"+apptest.Stored[string](t, house,
		`SELECT min(id) FROM placement`))
	s.walk(house.Anyone(t), "/", "/activities", "/sign-in/sent", "/design")
	for _, name := range append([]string{"Jo B.", "Grace Bright", "Dina Okafor", "Amara Osei", "Helen Marsh", "Tomasz Lis", "Ruth Pemberton",
		"Sanjay Mistry"},
		demo.Providers()[0]) {
		s.walk(house.As(t, persona(t, house, name)), "/", "/activities")
	}
	s.later(apptest.At(t, apptest.Reviewed), map[string][]string{
		"Dina Okafor":    {"/people/{person}/reviews/{review}"},
		"Ruth Pemberton": {"/steer/sessions", "/steer/sessions/{session}", "/steer/spend", "/steer/outcomes"},
		"Tomasz Lis":     {"/registers", "/registers/{id}", "/registers/{id}/lines/{booking}"},
	})
	// one person's review is nobody's list
	s.later(apptest.At(t, apptest.Attended), map[string][]string{"Ruth Pemberton": {"/steer/reviews"}})
	for _, r := range house.Routes {
		if _, weighed := s.most[r.Pattern]; !weighed && strings.HasPrefix(r.Pattern, "GET ") && r.Audience != "machine" &&
			unweighed[r.Pattern] == "" {
			t.Errorf("%s was not weighed: no page led to it", r.Pattern)
		}
	}
	for _, pattern := range slices.Sorted(mapKeys(s.most)) {
		t.Logf("%6d bytes %s", s.most[pattern], pattern)
	}
}

// later weighs what there is when registers have been closed, or a review held.
func (s *scales) later(house *apptest.House, pages map[string][]string) {
	s.t.Helper()
	for who, paths := range pages {
		v := house.As(s.t, house.Persona(s.t, who))
		for _, path := range paths {
			s.weigh(v, "GET "+path, house.Address(s.t, path))
			if s.most["GET "+path] == 0 {
				s.t.Errorf("%s does not open for %s", path, who)
			}
		}
	}
}

func mapKeys(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// walk follows links from page to page, in both voices.
func (s *scales) walk(v *apptest.Visitor, from ...string) {
	s.t.Helper()
	visits, queue, known := map[string]int{}, from, map[string]bool{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		u, err := url.Parse(path)
		if err != nil || known[path] {
			continue
		}
		known[path] = true
		_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u})
		if pattern == "" || visits[pattern] >= mostVisits && !strings.HasPrefix(path, "/design/") {
			continue
		}
		visits[pattern]++
		queue = append(queue, s.weigh(v, pattern, path)...)
	}
}

// weigh holds one page to its limit in both voices and gives where it leads.
func (s *scales) weigh(v *apptest.Visitor, pattern, path string) []string {
	s.t.Helper()
	var leads []string
	for _, voice := range []string{"en-easy", "en"} {
		join := "?"
		if strings.Contains(path, "?") {
			join = "&"
		}
		p, size := v.Weigh(path + join + "voice=" + voice)
		if p.Code == http.StatusSeeOther {
			return []string{p.Location}
		}
		if p.Doc == nil || p.Code != http.StatusOK {
			return nil
		}
		s.most[pattern] = max(s.most[pattern], size)
		s.judge(path, size, size+s.shell(v, p), strings.Contains(p.Body[:200], `govuk-template staff`))
		s.dressed(path, p)
		for _, a := range apptest.All(p.Doc, "a") {
			if to := apptest.Attr(a, "href"); strings.HasPrefix(to, "/") {
				leads = append(leads, to)
			}
		}
	}
	return leads
}

// dressed fails for a class that has a rule in the staff sheet only and stands
// on a page that does not carry it.
func (s *scales) dressed(path string, p apptest.Page) {
	s.t.Helper()
	own, all := apptest.All(p.Doc, "style")[0].FirstChild.Data, s.house.Site.Look.CSS(web.Staff)
	for _, n := range apptest.All(p.Doc, "") {
		for _, class := range strings.Fields(apptest.Attr(n, "class")) {
			rule := regexp.MustCompile(`\.` + class + `[ ,:{>.+~\[)]`)
			if class != "staff" && !rule.MatchString(own) && rule.MatchString(all) {
				s.t.Errorf("%s: .%s is dressed for staff only: take its line in theme.css out of /*staff*/", path, class)
			}
		}
	}
}

func (s *scales) judge(path string, size, cold int, staff bool) {
	s.t.Helper()
	switch {
	case staff && cold > mostStaff:
		s.t.Errorf("%s weighs %d bytes cold, a staff page may weigh %d", path, cold, mostStaff)
	case !staff && size > mostHTML:
		s.t.Errorf("%s is %d bytes of HTML, a citizen's page may have %d", path, size, mostHTML)
	case !staff && cold > mostCold:
		s.t.Errorf("%s weighs %d bytes cold, a citizen's page may weigh %d", path, cold, mostCold)
	}
}

// shell is what a browser fetches beside the page when it has kept nothing:
// scripts, the icon, the pictures outside the main part.
func (s *scales) shell(v *apptest.Visitor, p apptest.Page) (sum int) {
	s.t.Helper()
	fetch := func(path string, most int) {
		if _, known := s.parts[path]; !known && path != "" {
			if _, s.parts[path] = v.Weigh(path); s.parts[path] > most {
				s.t.Errorf("%s weighs %d bytes, %d are allowed", path, s.parts[path], most)
			}
		}
		sum += s.parts[path]
	}
	for _, n := range apptest.All(p.Doc, "script") {
		fetch(apptest.Attr(n, "src"), mostScript)
	}
	for _, n := range apptest.All(p.Doc, "link") {
		fetch(apptest.Attr(n, "href"), mostScript)
	}
	content := map[string]bool{}
	for _, main := range apptest.All(p.Doc, "main") {
		for _, n := range apptest.All(main, "img") {
			content[apptest.Attr(n, "src")] = true
		}
	}
	for _, n := range apptest.All(p.Doc, "img") {
		if src := apptest.Attr(n, "src"); !content[src] {
			fetch(src, mostScript)
		}
	}
	return sum
}

// showWeeks brings a person to the choice among weeks, and gives the referral.
func showWeeks(t *testing.T, house *apptest.House) string {
	t.Helper()
	worker := house.As(t, persona(t, house, "Dina Okafor"))
	path := linkTo(t, worker.Get("/people?q=bright"), "/people/0")
	agree(t, worker, path+"/plan", "I want to cook my own tea.", "O1")
	worker.Press(worker.Get(path+"/plan"), path+"/plan/tier", url.Values{"tier": {"2"}, "weekly": {"164.00"}, "min_units": {"2"},
		"max_units": {"4"}, "start_by": {"2026-12-07"}})
	referral := worker.Press(worker.Get(path+"/refer"), path+"/refer", nil).Location
	broker := house.As(t, persona(t, house, "Amara Osei"))
	builder := broker.Press(broker.Get(referral), referral+"/take", nil).Location
	broker.Press(broker.Get(builder), referral+"/options", nil)
	page := broker.Get(builder)
	broker.Press(page, action(t, page, "/show"), nil)
	return strings.TrimPrefix(referral, "/referrals/")
}

// bookable is where a place can be booked that is free and needs no plan.
// bookable is a session that no Jo has a place at yet: theirs would lead on.
func bookable(t *testing.T, house *apptest.House) string {
	t.Helper()
	return bookings.BookPath(apptest.Stored[string](t, house, `SELECT min(session.id) FROM session JOIN activity ON activity.id = activity_id
		WHERE session.status = 'open' AND taken < places AND tiers = 0 AND activity.status = 'published' AND session.day > $1
		AND NOT EXISTS (SELECT 1 FROM booking JOIN person ON person.id = person_id WHERE session_id = session.id AND known_as = 'Jo')`,
		"2026-12-01"))
}

func chooseFirst(t *testing.T, house *apptest.House, referral string) {
	t.Helper()
	jo := house.As(t, persona(t, house, "Jo B."))
	week := linkTo(t, jo.Get("/me/choose/"+referral), "/me/choose/"+referral+"/0")
	jo.Press(jo.Get(week), week, url.Values{"why": {"friends"}})
}

func placeChosen(t *testing.T, house *apptest.House, referral string) {
	t.Helper()
	approver := house.As(t, persona(t, house, "Helen Marsh"))
	approver.Press(approver.Get("/approvals/"+referral), "/approvals/"+referral, nil)
	if acceptAll(t, house) == 0 {
		t.Fatal("no provider had anything to accept")
	}
}
