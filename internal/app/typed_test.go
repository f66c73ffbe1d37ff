package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
)

// whoType are the actors whose forms are filled in; together they meet every form.
var whoType = []string{"anyone", "jo", "worker", "broker", "approver", "finance", "commiss", "admin", "goes_to"}

// untyped says of forms with fields why no refused one is seen here.
var untyped = map[string]string{
	"POST /help-person":                                    "a press, for who helps two people",
	"POST /people/{person}/mandates/{mandate}/read":        "a press, where a person stopped a helper",
	"POST /people/{person}/assessment/{id}/check":          "a press, of a second officer",
	"POST /finance/again/check":                            "a press, of a second officer",
	"POST /people/{person}/plan/outcomes/{outcome}/remove": "a press, before the tier is decided",
	"POST /me/bookings/{id}/again":                         "a press, after a booking was cancelled",
	"POST /provider/sessions/{id}/on":                      "a press, while a session is called off",
	"POST /sessions/days":                                  "a press, where several days can be booked",
	"POST /me/calendar/stop":                               "a press, where a calendar has an address",
	"POST /referrals/{id}/take":                            "a press, while no broker has it",
	"POST /referrals/{id}/options/{option}/add":            "a press, beside each session that fits",
	"POST /referrals/{id}/options/{option}/remove":         "a press, beside each session of a week",
	"POST /referrals/{id}/options/{option}/save":           "a press, of a week that is not saved",
	"POST /referrals/{id}/options/{option}/drop":           "a press, of a week that is not shown",
	"POST /referrals/{id}/options/{option}/show":           "a press, of a week that is saved",
	"POST /placements/{id}/reopen":                         "a press, where a place was declined",
	"POST /placements/{id}/resume":                         "a press, while a place is suspended",
	"POST /steer/rates/{activity}/uplift":                  "a press, where agreed places cost something else",
}

// otherStages and otherQueries are where pages show forms that they do not show at
// the stage and the address of the matrix.
var (
	otherStages = map[string][]apptest.Stage{"/people/{person}/plan": {apptest.Filled}, "/people/{id}/refer": {apptest.Planned},
		"/me/bookings/{id}": {apptest.Attended}, "/provider/sessions/{id}/register": {apptest.Attended},
		"/placements/{id}": {apptest.Attended}}
	otherQueries = map[string]string{"/finance/again": "?from=2027-04-12"}
)

// form is one that a page shows.
type form struct {
	page, action string
	pattern      string // of the route that it is sent to
	node         *html.Node
}

// A form that is refused keeps what was typed: every form that a page shows is
// filled in with what no field takes, or is left without what it needs, and what
// was typed is looked for in the answer. The forms are found on the pages, so that
// a new one is held to it too.
func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	refused, seen := map[string]bool{}, map[string]bool{}
	for _, name := range whoType {
		i := slices.IndexFunc(actors, func(a actor) bool { return a.name == name })
		for pattern, kept := range typesAs(t, actors[i].who) {
			seen[pattern] = true
			refused[pattern] = refused[pattern] || kept
		}
	}
	for _, r := range apptest.At(t, apptest.Filled).Routes {
		why, listed := untyped[r.Pattern]
		switch {
		case !strings.HasPrefix(r.Pattern, http.MethodPost+" "):
		case listed && refused[r.Pattern]:
			t.Errorf("%s is refused and keeps what was typed, and is listed: %s", r.Pattern, why)
		case !listed && !seen[r.Pattern]:
			t.Errorf("%s: no page shows its form", r.Pattern)
		case !listed && !refused[r.Pattern]:
			t.Errorf("%s: its form was not refused", r.Pattern)
		}
	}
}

// typesAs fills in every form that the pages show to somebody, and tells of each
// route whether a form was refused, or has no field to type in.
func typesAs(t *testing.T, who finder) map[string]bool {
	t.Helper()
	towns := map[apptest.Stage]*apptest.House{}
	visitors := map[apptest.Stage]*apptest.Visitor{}
	town := func(s apptest.Stage) (*apptest.House, *apptest.Visitor) {
		if towns[s] == nil {
			towns[s] = apptest.At(t, s)
			visitors[s] = towns[s].Anyone(t)
			if a, ok := who(t, towns[s]); ok {
				visitors[s] = towns[s].As(t, a)
			}
		}
		return towns[s], visitors[s]
	}
	results, presses := map[string]bool{}, 0
	for _, r := range apptest.At(t, apptest.Filled).Routes {
		path, isPage := strings.CutPrefix(r.Pattern, http.MethodGet+" ")
		if !isPage || strings.HasSuffix(path, ".csv") || r.Audience == "machine" {
			continue
		}
		for _, s := range append(otherStages[path], apptest.StageOf(r.Pattern)) {
			h, v := town(s)
			at := h.Address(t, path) + otherQueries[path]
			for _, f := range formsOn(h, v.Get(at), at) {
				if results[f.pattern] {
					continue
				}
				results[f.pattern] = len(typedIn(f.node)) == 0
				for _, fill := range fills(f.node) {
					_, v = town(s)
					presses++
					p := v.From(fmt.Sprintf("198.51.100.%d", presses%250+1)).CameFrom(f.page).Post(f.action, fill)
					if p.Code != http.StatusUnprocessableEntity {
						towns[s] = nil // it may have been done
						continue
					}
					results[f.pattern] = true
					for _, fault := range lost(p, f, fill) {
						t.Errorf("%s on %s: %s", f.pattern, f.page, fault)
					}
					break
				}
			}
		}
	}
	return results
}

// formsOn gives the forms of a page that are sent to do something.
func formsOn(h *apptest.House, p apptest.Page, at string) (list []form) {
	for _, n := range apptest.All(p.Doc, "form") {
		if action := apptest.Attr(n, "action"); apptest.Attr(n, "method") == "post" {
			list = append(list, form{at, action, routeOf(h.Routes, http.MethodPost, action), n})
		}
	}
	return list
}

// routeOf finds the route that answers an address, the most literal one.
func routeOf(routes []access.Route, method, path string) (best string) {
	parts, most := strings.Split(path, "/"), -1
	for _, r := range routes {
		want := strings.Split(strings.TrimPrefix(r.Pattern, method+" "), "/")
		literal := 0
		for i := range min(len(want), len(parts)) {
			if want[i] == parts[i] {
				literal++
			} else if !strings.HasPrefix(want[i], "{") {
				literal = -len(want)
			}
		}
		if strings.HasPrefix(r.Pattern, method+" ") && len(want) == len(parts) && literal > most {
			best, most = r.Pattern, literal
		}
	}
	return best
}

// typedIn gives the fields of a form in which one types.
func typedIn(form *html.Node) (fields []*html.Node) {
	for _, n := range apptest.All(form, "") {
		kind := apptest.Attr(n, "type")
		if n.Data == "textarea" || n.Data == "input" && !slices.Contains([]string{"hidden", "radio", "checkbox", "submit"}, kind) {
			fields = append(fields, n)
		}
	}
	return fields
}

// fills are the ways in which a form is sent until it is refused: something in
// every field, with and without answers, then in one field and nothing in the others.
func fills(form *html.Node) (all []url.Values) {
	typed := typedIn(form)
	fill := func(values url.Values, in func(i int) string) {
		for i, n := range typed {
			values.Set(apptest.Attr(n, "name"), in(i))
		}
		all = append(all, values)
	}
	mark := func(i int) string { return fmt.Sprintf("zq%d", i) }
	if len(typed) == 0 {
		return nil
	}
	fill(chosen(form, true), mark)
	fill(chosen(form, false), mark)
	for k := range typed {
		fill(chosen(form, true), func(i int) string {
			if i == k {
				return mark(i)
			}
			return ""
		})
	}
	return all
}

// chosen is what a browser sends of a form besides what is typed: hidden fields,
// and the last answer of every question, or of none.
func chosen(form *html.Node, answer bool) url.Values {
	values := url.Values{}
	for _, n := range apptest.All(form, "input") {
		name, value := apptest.Attr(n, "name"), apptest.Attr(n, "value")
		switch kind := apptest.Attr(n, "type"); {
		case kind == "hidden", kind == "checkbox" && answer:
			values.Add(name, value)
		case kind == "radio" && answer:
			values.Set(name, value)
		}
	}
	for _, n := range apptest.All(form, "select") {
		for _, o := range apptest.All(n, "option") {
			values.Set(apptest.Attr(n, "name"), apptest.Attr(o, "value"))
		}
	}
	return values
}

// formOf is the last form of a page that is sent to an action.
func formOf(p apptest.Page, action string) (last *html.Node) {
	for _, n := range apptest.All(p.Doc, "form") {
		if apptest.Attr(n, "action") == action {
			last = n
		}
	}
	return last
}

// lost names what was typed or chosen and is not in the form that came back, and says
// where the switch of voices leads away from the form's page.
func lost(p apptest.Page, f form, sent url.Values) (faults []string) {
	back := formOf(p, f.action)
	if back == nil {
		return []string{"the form did not come back"}
	}
	for _, n := range apptest.All(formOf(p, "/voice"), "input") {
		path, _, _ := strings.Cut(f.page, "?")
		if to := apptest.Attr(n, "value"); apptest.Attr(n, "name") == "back" && to != path {
			faults = append(faults, fmt.Sprintf("the switch of voices leads to %q", to))
		}
	}
	now := map[string][]string{}
	for _, n := range apptest.All(back, "") {
		name := apptest.Attr(n, "name")
		switch {
		case n.Data == "textarea":
			now[name] = append(now[name], strings.TrimPrefix(apptest.Text(n), "\n"))
		case n.Data == "option" && apptest.Has(n, "selected"):
			now[selectOf(n)] = append(now[selectOf(n)], apptest.Attr(n, "value"))
		case n.Data == "input" && slices.Contains([]string{"radio", "checkbox"}, apptest.Attr(n, "type")):
			if apptest.Has(n, "checked") {
				now[name] = append(now[name], apptest.Attr(n, "value"))
			}
		case n.Data == "input":
			now[name] = append(now[name], apptest.Attr(n, "value"))
		}
	}
	for _, n := range apptest.All(f.node, "") {
		name := apptest.Attr(n, "name")
		if !slices.Contains([]string{"input", "select", "textarea"}, n.Data) || apptest.Attr(n, "type") == "hidden" {
			continue
		}
		for _, value := range sent[name] {
			if value != "" && !slices.Contains(now[name], value) {
				faults = append(faults, fmt.Sprintf("%q was sent in %s, and %q came back", value, name, now[name]))
			}
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

func selectOf(option *html.Node) string {
	for n := option; n != nil; n = n.Parent {
		if n.Data == "select" {
			return apptest.Attr(n, "name")
		}
	}
	return ""
}
