package site_test

import (
	"context"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

var (
	answerLink = regexp.MustCompile(`class="kind-card" href="([^"]+)".*?(?:<span class="quiet">(\d+) activit|</a>)`)
	someFound  = regexp.MustCompile(`>[1-9]\d* activit`) // the heading of a page that found some
)

// Whoever is led by questions ends at something, whatever they answer; and there are as
// many as the last answer said.
func TestEveryAnswerOfTheGuideLeadsToWhatItCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBorough(t, d)
		ends := map[string]bool{}
		var follow func(path string, counted int, depth int)
		follow = func(path string, counted, depth int) {
			code, body := b.get(t, path)
			if code != http.StatusOK {
				t.Fatalf("%s answers %d", path, code)
			}
			if strings.HasPrefix(path, "/activities") {
				ends[path] = true
				if counted > 0 && !strings.Contains(body, ">"+strconv.Itoa(counted)+" activit") {
					t.Errorf("%s does not find the %d that were counted", path, counted)
				}
				if !someFound.MatchString(body) {
					t.Errorf("%s finds nothing", path)
				}
				return
			}
			answers := answerLink.FindAllStringSubmatch(body, -1)
			if len(answers) == 0 || depth > 3 {
				t.Fatalf("%s asks what nobody can answer", path)
			}
			for _, a := range answers {
				n, _ := strconv.Atoi(a[2]) // none stands where the answer leaves all
				follow(html.UnescapeString(a[1]), n, depth+1)
			}
		}
		follow("/help/choose", 0, 1)
		for _, want := range []string{"/activities", "/activities?kind=sport&part=day&town=Crewe", "/activities?kind=friends&online=yes"} {
			if !ends[want] {
				t.Errorf("no answers lead to %s: %v", want, ends)
			}
		}
		for path := range ends {
			if strings.Contains(path, "arts") || strings.Contains(path, "evening") {
				t.Errorf("%s was offered, where there is nothing", path)
			}
		}
	})
}

// What stands in no list is no answer: the question is asked again.
func TestTheGuideAsksAgainWhatItDoesNotKnow(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	for query, question := range map[string]string{"kind=zzz&part=day": "1", "kind=sport&part=": "2", "kind=any&part=noon": "2",
		"kind=any&part=any": "3"} {
		if code, body := b.get(t, "/help/choose?"+query); code != http.StatusOK || !strings.Contains(body, "Question "+question+" of 3") {
			t.Errorf("%s: %d %s", query, code, body)
		}
	}
}

// Help and advice have a tile, and can be searched for, where there is some.
func TestHelpIsOfferedWhereThereIsSome(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	const tile, option = `href="/activities?kind=help"`, `<option value="help"`
	offered := func() (tiled, listed bool) {
		_, home := b.get(t, "/")
		_, search := b.get(t, "/activities?kind=help")
		return strings.Contains(home, tile), strings.Contains(search, option)
	}
	if tiled, listed := offered(); tiled || listed {
		t.Error("it is offered where there is none")
	}
	err := b.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		org, err := b.dir.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Advice Point", Kind: "community"})
		if err != nil {
			return err
		}
		_, err = b.dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: org.ID, Title: "Food bank", Kind: directory.Help})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if tiled, listed := offered(); !tiled || !listed {
		t.Errorf("tile: %v, filter: %v", tiled, listed)
	}
}
