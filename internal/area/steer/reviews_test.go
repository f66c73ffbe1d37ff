package steer_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"

	"golang.org/x/net/html"
)

// A figure of outcomes opens the reviews that it counts, and no others of its group.
func TestAFigureOfOutcomesOpensTheReviewsThatItCounts(t *testing.T) {
	eachBorough(t, func(t *testing.T, b *borough) {
		b.review(t, func(i int) int { return i%4 - 2 }) // two of each level: some went back, some came further
		v := b.As(t, b.commissioner)
		asked, narrowed := 0, map[string]bool{}
		for at, figure := range figuresOf(v.Get("/steer/outcomes")) {
			asked++
			list := v.Get(at)
			if n := len(apptest.All(apptest.All(list.Doc, "tbody")[0], "tr")); n != figure {
				t.Errorf("%s: %d reviews behind a figure of %d", at, n, figure)
			}
			_, kind, has := strings.Cut(at, "result=")
			narrowed[kind] = narrowed[kind] || has && figure > 0 && figure < 8
			if file := v.Get(strings.Replace(at, "/steer/reviews", "/steer/reviews.csv", 1)); strings.Count(file.Body,
				"\n") != figure+1 {
				t.Errorf("%s: the file has otherwise many: %s", at, file.Body)
			}
		}
		if asked < 3*6 || !narrowed["further"] || !narrowed["back"] || !narrowed["fully"] || !narrowed["not_met"] {
			t.Errorf("%d figures, narrowed %v", asked, narrowed)
		}
		v.Get("/steer/reviews?result=back").Shows(t, "Went back")
		if p := v.Get("/steer/reviews?tier=1&result=back"); p.Code != http.StatusForbidden {
			t.Errorf("part of a group that is hidden: %d", p.Code)
		}
		sessions := href(t, v.Get("/steer/reviews?tier=2&result=back"), "/steer/sessions")
		if sessions != "/steer/sessions?tier=2" {
			t.Errorf("the sessions of the group are at %s", sessions)
		}
	})
}

var wholeNumber = regexp.MustCompile(`^(\d+)(?:[^.\d]|$)`)

// figuresOf are the counts of people on a page, by what each opens.
func figuresOf(p apptest.Page) map[string]int {
	found := map[string]int{}
	for _, a := range apptest.All(p.Doc, "a") {
		at, whole := attr(a, "href"), wholeNumber.FindStringSubmatch(strings.TrimSpace(apptest.Text(a)))
		if whole == nil || !strings.HasPrefix(at, "/steer/reviews") {
			continue
		}
		n, _ := strconv.Atoi(whole[1])
		found[at] += n // two figures that open one list count together, and are found out
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
