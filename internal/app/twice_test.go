package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ourdays/internal/app"
	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db/dbtest"
)

// A refused form is written twice: once to see in which order its fields stand,
// and once for the visitor. Both have to be the same page.
func TestEveryStateOfAPageSaysTheSameWhenItIsWrittenTwice(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	refused := 0
	for _, s := range app.Samples() {
		for _, voice := range []string{"en", "en-easy"} {
			c, err := house.Site.New(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet,
				"/design?voice="+voice, nil))
			if err != nil {
				t.Fatal(err)
			}
			p := s.Make(c)
			if len(p.Errors) > 0 {
				refused++
			}
			var first, second strings.Builder
			for _, b := range []*strings.Builder{&first, &second} {
				if err := p.Body.Render(b); err != nil {
					t.Fatal(err)
				}
			}
			if first.String() != second.String() {
				t.Errorf("%s/%s in %s differs the second time", s.Area, s.Name, voice)
			}
		}
	}
	if refused < 6 {
		t.Errorf("only %d refused forms were written", refused)
	}
}
