package app_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	apptest.Forget()
	os.Exit(code)
}

// The authorisation matrix. testdata/access.txt has a line for every route and
// a column for every sort of actor, each with its relationship to Jo Bright,
// whose things the addresses name. The test asks every route as every actor,
// with real requests, and holds the answers to the table. A route without a
// line fails, and so does a line without a route.
//
// A new route: run `go test ./internal/app -run TestWhoMay -write-access`, read
// what changed in the table word for word, and commit it if it is right.
var writeAccess = flag.Bool("write-access", false, "write testdata/access.txt anew from what the site answers")

const accessFile = "testdata/access.txt"

// actors are the columns of the table, in their order.
var actors = []actor{
	{"anyone", "not signed in", func(*testing.T, *apptest.House) (access.Actor, bool) { return access.Actor{}, false }},
	{"jo", "the person herself", named("Jo B.")},
	{"other", "another person", named("Sam A.")},
	{"grace", "her supporter, with a mandate to see, choose and book", named("Grace Bright")},
	{"sees", "a supporter of hers who may only see", supporter(access.MaySee)},
	{"pays", "a supporter of hers who may see, and see to the money", supporter(access.MaySee, access.MayMoney)},
	{"ended", "a supporter whose mandate, to do all of it, has ended", formerSupporter},
	{"helper", "somebody else's supporter", named("Patrick Dunne")},
	{"worker", "the social worker in charge of her", named("Dina Okafor")},
	{"untied", "a social worker without a tie to her", added(noorAziz)},
	{"opened", "the same, who opened her record with a reason today", whoOpened},
	{"coord", "a coordinator without a tie to her", added(unaReid)},
	{"tied", "a coordinator in charge of her", inCharge(unaReid)},
	{"broker", "a broker", named("Amara Osei")},
	{"approver", "an approver", named("Helen Marsh")},
	{"refers", "the social worker in charge of her, who referred her, and is an approver too", whoAlsoApproves},
	{"finance", "a finance officer", named("Tomasz Lis")},
	{"commiss", "a commissioner", named("Ruth Pemberton")},
	{"admin", "an administrator", named("Sanjay Mistry")},
	{"goes_to", "staff of an organisation that she goes to, or is offered to", providerOf(true)},
	{"left", "staff of an organisation that she left long enough ago for its registers to be closed", whomSheLeft},
	{"listed", "staff of another, whose register of today names her as who cancelled her own place", whoseRegisterNamesHer},
	{"others", "staff of another organisation", providerOf(false)},
}

// forms are what is sent where an empty form would be found wanting.
func forms(t *testing.T, h *apptest.House, pattern string) url.Values {
	t.Helper()
	switch _, path, _ := strings.Cut(pattern, " "); path {
	case "/people/{person}/open":
		return url.Values{"reason": {"Jo rang, upset, and her worker is away"}}
	case "/admin/accounts/{account}":
		return url.Values{"opened": {openedOf(t, h)}}
	case "/people/{person}/way-in":
		return url.Values{"opened": {wayInOf(t, h)}, "email": {"jo@weaverdale.example"}}
	case "/people/{person}/way-in/end":
		return url.Values{"opened": {wayInOf(t, h)}}
	case "/people/{person}/profile":
		return url.Values{"version": {"0"}}
	case "/people/{person}/plan/tier":
		return url.Values{"opened": {planOf(t, h).Marks()}, "tier": {"2"}, "weekly": {"164"}, "min_units": {"1"}, "max_units": {"4"},
			"start_by": {"2026-12-07"}}
	case "/referrals/{id}/end":
		return url.Values{"ending": {"withdrawn"}}
	case "/sessions/days":
		return url.Values{"session": {strings.Split(h.Address(t, "/sessions/{id}/book"), "/")[2]}}
	case "/me/calendar":
		return url.Values{"secret": {bookings.FreshSecret()}}
	case "/me/choose/{referral}/none":
		return url.Values{"why": {"price"}}
	case "/me/choose/{referral}/{option}":
		return url.Values{"why": {"friends"}}
	case "/approvals/{id}":
		week := strings.TrimPrefix(h.Address(t, "/me/choose/{referral}/{option}"), h.Address(t, "/me/choose/{referral}")+"/")
		cost := strconv.FormatInt(apptest.Stored[int64](t, h, `SELECT week_cost FROM referral_option WHERE id = $1`, week), 10)
		return url.Values{"option": {week}, "costs": {cost + " " + cost}}
	case "/approvals/{id}/refuse", "/provider/offers/{id}/decline", "/placements/{id}/suspend":
		return url.Values{"reason": {"There is no room this month."}}
	case "/placements/{id}/end":
		return url.Values{"last": {"2026-12-20"}, "ending": {"goal_met"}}
	case "/help-person":
		return url.Values{"person": {h.Jo(t)}}
	case "/sign-in":
		return url.Values{"email": {"nobody@weaverdale.example"}}
	}
	return nil
}

// openedOf are the marks of the account that the matrix asks for.
func openedOf(t *testing.T, h *apptest.House) string {
	t.Helper()
	var acc access.Account
	err := h.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		id := strings.TrimPrefix(h.Address(t, "/admin/accounts/{account}"), "/admin/accounts/")
		acc, err = h.Access.AccountByID(ctx, tx, access.System, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return acc.Marks()
}

// planOf is Jo's plan.
func planOf(t *testing.T, h *apptest.House) plans.Plan {
	t.Helper()
	var p plans.Plan
	err := h.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		p, _, err = h.Plans.Current(ctx, tx, h.Jo(t))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wayInOf are the marks of Jo's own way in.
func wayInOf(t *testing.T, h *apptest.House) string {
	t.Helper()
	var w access.WayIn
	err := h.DB.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		w, err = h.Access.WayInOf(ctx, tx, h.Jo(t))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w.Marks()
}

// answer puts what came back into one word.
func answer(p apptest.Page, pattern string) string {
	switch {
	case p.Code == http.StatusSeeOther && strings.HasPrefix(p.Location, "/sign-in") && !strings.Contains(pattern, " /sign-in"):
		return "sign" // sent to sign in
	case p.Code == http.StatusForbidden && strings.Contains(p.Body, `href="/sign-in`):
		return "sign" // told that they are signed out, with the way to sign in
	case p.Code == http.StatusForbidden && strings.Contains(p.Body, `/open"`):
		return "why" // refused, with the way to open the record for a reason
	case p.Code == http.StatusForbidden:
		return "no"
	case p.Code == http.StatusNotFound:
		return "none"
	case p.Code == http.StatusConflict:
		return "late"
	case p.Code == http.StatusUnprocessableEntity:
		return "form"
	case p.Code == http.StatusOK, p.Code == http.StatusSeeOther:
		return "yes"
	}
	return fmt.Sprint(p.Code)
}

// asker is somebody who asks: a column of the table, and the actor in a town.
type asker struct{ column, id string }

// asked asks every route as one actor.
func asked(t *testing.T, house *apptest.House, column int, trail *trail) []string {
	towns := map[apptest.Stage]*apptest.House{}
	visitors := map[apptest.Stage]*apptest.Visitor{}
	ids := map[apptest.Stage]string{}
	var answers []string
	for i, r := range house.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		s := apptest.StageOf(r.Pattern)
		if towns[s] == nil {
			towns[s] = apptest.At(t, s)
			visitors[s] = towns[s].Anyone(t)
			if a, ok := actors[column].who(t, towns[s]); ok {
				visitors[s], ids[s] = towns[s].As(t, a), a.ID
			}
		}
		v := visitors[s].From(fmt.Sprintf("192.0.2.%d", i%250+1))
		at := towns[s].Address(t, path)
		from := place(t, towns[s])
		var p apptest.Page
		if method == http.MethodGet {
			p = v.Get(at)
		} else {
			form := url.Values{"form": {fmt.Sprintf("press-%d-%d", column, i)}} // as a browser sends it, once
			maps.Copy(form, forms(t, towns[s], r.Pattern))
			p = v.Post(at, form)
		}
		if method != http.MethodGet || ids[s] != "" {
			keptNowhere(t, r, p)
		}
		word := answer(p, r.Pattern)
		if (word == "yes" || word == "form") && ids[s] != "" {
			trail.hold(t, towns[s], r, asker{actors[column].name, ids[s]}, p, from)
		}
		if method != http.MethodGet && (word == "yes" || word == "form" || word == "late") {
			towns[s] = nil // it may have changed something: the next route gets a fresh town
		}
		answers = append(answers, word)
	}
	return answers
}

func TestWhoMayDoWhat(t *testing.T) {
	house := apptest.At(t, apptest.Filled)
	columns := make([][]string, len(actors))
	trail := newTrail(t)
	t.Run("as", func(t *testing.T) {
		for i, a := range actors {
			t.Run(a.name, func(t *testing.T) {
				t.Parallel()
				columns[i] = asked(t, house, i, trail)
			})
		}
	})
	if *writeAccess && !t.Failed() {
		writeTable(t, house.Routes, columns)
	}
	for i := range columns {
		if len(columns[i]) != len(house.Routes) {
			return // somebody was not asked
		}
	}
	trail.allNeeded(t)
	want := readTable(t)
	for i, r := range house.Routes {
		line, ok := want[r.Pattern]
		if !ok {
			t.Errorf("%s has no line in %s: who may use it?", r.Pattern, accessFile)
			continue
		}
		delete(want, r.Pattern)
		for k, a := range actors {
			if got := columns[k][i]; got != line[k] {
				t.Errorf("%s as %s (%s): %q, the table says %q", r.Pattern, a.name, a.says, got, line[k])
			}
		}
	}
	for pattern := range want {
		t.Errorf("%s has a line in %s and is no route", pattern, accessFile)
	}
}

// The table is read by people; these are the rules that no line of it may break.
func TestTheTableOfWhoMayKeepsItsPrinciples(t *testing.T) {
	column := map[string]int{}
	for i, a := range actors {
		column[a.name] = i
	}
	house := apptest.New(t, dbtest.SQLite(t))
	need := map[string]access.Permission{}
	for _, r := range house.Routes {
		need[r.Pattern] = r.Need
	}
	table := readTable(t)
	for pattern, line := range table {
		got := func(actor string) string { return line[column[actor]] }
		public := need[pattern] == access.Public
		if anyone := got("anyone"); !public && anyone != "sign" {
			t.Errorf("%s: anyone gets %q without signing in", pattern, anyone)
		}
		if need[pattern] == access.Administer { // accounts are nobody's record
			for _, a := range actors {
				if w := got(a.name); a.name != "admin" && w != "no" && w != "sign" {
					t.Errorf("%s: %s, who does not administer, gets %q", pattern, a.name, w)
				}
			}
			continue
		}
		if pattern == "POST /me/profile/likes" && (line[column["sees"]] != "no" || line[column["pays"]] != "no") {
			t.Errorf("%s: who may only look says what she likes", pattern)
		}
		if !ofJo(pattern, need[pattern]) {
			continue
		}
		for _, stranger := range []string{"other", "helper", "ended", "commiss", "admin", "others"} {
			if w := got(stranger); w != "no" && w != "none" {
				t.Errorf("%s: %s, who has no tie to Jo, gets %q", pattern, stranger, w)
			}
		}
		for _, untied := range []string{"untied", "coord"} {
			if w := got(untied); allowed(w) && !strings.HasSuffix(pattern, "/open") {
				t.Errorf("%s: %s, who has no tie to Jo, gets %q", pattern, untied, w)
			}
		}
		if w := got("left"); allowed(w) && !strings.Contains(pattern, "/registers/") && !strings.Contains(pattern, " /provider/") {
			t.Errorf("%s: whom she left long ago gets %q", pattern, w)
		}
		if w := got("listed"); allowed(w) {
			t.Errorf("%s: who only has her name on another register gets %q", pattern, w)
		}
		post := strings.HasPrefix(pattern, http.MethodPost)
		for _, looks := range []string{"sees", "pays"} {
			if w := got(looks); post && allowed(w) {
				t.Errorf("%s: %s may look and not do, and gets %q", pattern, looks, w)
			}
		}
		if w := got("opened"); post && allowed(w) && !strings.HasSuffix(pattern, "/open") {
			t.Errorf("%s: who opened the record for a reason may read it, and gets %q", pattern, w)
		}
		if w := got("refers"); post && allowed(w) && strings.Contains(pattern, "/approvals/") {
			t.Errorf("%s: who referred decides: %q", pattern, w)
		}
	}
	for pattern := range need {
		for _, without := range []string{"grace", "sees"} {
			if w := table[pattern][column[without]]; allowed(w) && strings.Contains(pattern, "money") {
				t.Errorf("%s: the mandate does not reach money, and %s gets %q", pattern, without, w)
			}
		}
	}
}

// allowed tells whether a word of the table is that of an answer.
func allowed(word string) bool { return word == "yes" || word == "form" || word == "late" }

// ofJo tells whether a route's address names something of Jo's: most addresses
// with a name in them do.
func ofJo(pattern string, need access.Permission) bool {
	return strings.Contains(pattern, "{") && need != access.Public && need != access.Administer &&
		!strings.Contains(pattern, "/provider/activities/") && !strings.Contains(pattern, " /design") &&
		!strings.Contains(pattern, " /sessions/") && // everybody books for themself
		!strings.Contains(pattern, " /steer/") // the commissioner's figures open down to sessions, without names
}

// A path answers the methods of its routes and no other.
func TestNoOtherMethodIsAnswered(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	has := map[string]bool{}
	for _, r := range house.Routes {
		has[r.Pattern] = true
	}
	for _, r := range house.Routes {
		_, path, _ := strings.Cut(r.Pattern, " ")
		at := strings.NewReplacer("{$}", "", "{", "", "}", "").Replace(path)
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "TRACE"} {
			if has[method+" "+path] || method == http.MethodPost && path == "/sign-in/sent" { // that is a link, too old
				continue
			}
			req, err := http.NewRequestWithContext(t.Context(), method, at, nil)
			if err != nil {
				t.Fatal(err)
			}
			rec := newRecorder()
			house.Handler().ServeHTTP(rec, req)
			if rec.Code != http.StatusNotFound && rec.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d", method, path, rec.Code)
			}
		}
	}
}

func readTable(t *testing.T) map[string][]string {
	t.Helper()
	f, err := os.Open(accessFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table := map[string][]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		words := strings.Fields(s.Text())
		if len(words) == 0 || words[0] == "#" || words[0] == "method" {
			continue
		}
		if len(words) != len(actors)+2 {
			t.Fatalf("%s: %d words, want %d: %s", accessFile, len(words), len(actors)+2, s.Text())
		}
		table[words[0]+" "+words[1]] = words[2:]
	}
	return table
}

func writeTable(t *testing.T, routes []access.Route, columns [][]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Who may do what. The addresses name things of Jo Bright. A line a route, a column an actor:\n#\n")
	for _, a := range actors {
		fmt.Fprintf(&b, "#   %-9s %s\n", a.name, a.says)
	}
	b.WriteString("#\n# yes: it answers, or is done · form: allowed, and what was sent is found wanting · late: allowed, but too late\n" +
		"# sign: sent to sign in\n" +
		"# no: refused · why: refused, with the way to open the record for a reason · none: there is no such thing (for them)\n" +
		"# Each is asked at the stage of the main job at which it is possible. Written by -write-access, read by people.\n#\n")
	line := func(method, path string, words []string) {
		text := fmt.Sprintf("%-6s %-52s", method, path)
		for _, w := range words {
			text += fmt.Sprintf(" %-8s", w)
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	var head []string
	for _, a := range actors {
		head = append(head, a.name)
	}
	line("method", "path", head)
	for i, r := range routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		var words []string
		for k := range actors {
			words = append(words, columns[k][i])
		}
		line(method, path, words)
	}
	if err := os.WriteFile(accessFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

var navLink = regexp.MustCompile(`href="([^"]+)"`)

// Whoever is offered a page by the navigation may see it, and so may whoever is led
// to one by signing in.
func TestTheNavigationLeadsNobodyToARefusal(t *testing.T) {
	for _, of := range actors {
		house := apptest.At(t, apptest.Reviewed)
		v := house.Anyone(t)
		if a, signedIn := of.who(t, house); signedIn {
			home := v.Post("/sign-in/as", url.Values{"actor": {a.ID}}).Location
			if p := v.Get(home); p.Code != http.StatusOK {
				t.Errorf("%s is led to %s, which answers %d", of.says, home, p.Code)
			}
		}
		_, nav, found := strings.Cut(v.Get("/help").Body, `class="site-nav"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		links := navLink.FindAllStringSubmatch(nav, -1)
		if !found || len(links) == 0 {
			t.Errorf("%s has no navigation", of.says)
		}
		for _, link := range links {
			p := v.Get(link[1])
			if p.Code == http.StatusSeeOther {
				p = v.Get(p.Location)
			}
			if p.Code != http.StatusOK {
				t.Errorf("%s is led to %s, which answers %d", of.says, link[1], p.Code)
			}
		}
	}
}

// Whoever reads Jo's record may see what it leads to: the worker in charge, who
// changes it, and others, who only read it.
func TestARecordLeadsNobodyToARefusal(t *testing.T) {
	readers := 0
	for _, of := range actors {
		house := apptest.At(t, apptest.Reviewed)
		a, _ := of.who(t, house)
		if of.name == "anyone" {
			continue
		}
		v := house.As(t, a)
		record := "/people/" + house.Jo(t)
		for _, at := range []string{record, record + "/plan", record + "/mandates", record + "/week"} {
			page := v.Get(at)
			if page.Code != http.StatusOK {
				continue
			}
			readers++
			for _, link := range apptest.All(page.Doc, "a") {
				to := apptest.Attr(link, "href")
				if !strings.HasPrefix(to, "/") || to == at {
					continue
				}
				p := v.Get(to)
				if p.Code == http.StatusSeeOther {
					p = v.Get(p.Location)
				}
				if p.Code != http.StatusOK {
					t.Errorf("%s reads %s and is led to %s, which answers %d", of.says, at, to, p.Code)
				}
			}
		}
	}
	if readers < 25 {
		t.Errorf("only %d pages are read", readers)
	}
}
