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

var answerLink = regexp.MustCompile(`class="kind-card" href="([^"]+)".*?(?:<span class="quiet">(\d+) activit|</a>)`)

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
				if !strings.Contains(body, " activit") {
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

// What stands in no list is answered as by who does not mind.
func TestTheGuideTakesAnUnknownAnswerForAny(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	code, body := b.get(t, "/help/choose?kind=zzz&part=")
	if code != http.StatusOK || !strings.Contains(body, "Question 3 of 3") || !strings.Contains(body, `href="/activities"`) {
		t.Errorf("%d %s", code, body)
	}
}

// Help and advice have a tile where there is some.
func TestTheHomePageHasATileForHelpWhereThereIsSome(t *testing.T) {
	b := newBorough(t, dbtest.SQLite(t))
	const tile = `href="/activities?kind=help"`
	if _, body := b.get(t, "/"); strings.Contains(body, tile) {
		t.Error("it has one where there is none")
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
	if _, body := b.get(t, "/"); !strings.Contains(body, tile) {
		t.Error("it has none")
	}
}
