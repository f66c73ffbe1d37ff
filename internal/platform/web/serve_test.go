package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ourdays/internal/platform/web"
)

// One request that goes wrong is one refusal: it is told in the log, with where
// it happened, and to the visitor without a word of what.
func TestAPanicIsAnAnswerAndTheSiteGoesOn(t *testing.T) {
	var log bytes.Buffer
	s := &web.Site{Log: slog.New(slog.NewTextHandler(&log, nil))}
	server := httptest.NewServer(s.Protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/breaks" {
			panic("nothing was made of what Jo wrote")
		}
		w.WriteHeader(http.StatusNoContent)
	})))
	defer server.Close()
	get := func(path string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	if code, body := get("/breaks"); code != http.StatusInternalServerError || body != "Something went wrong. Please try again.\n" {
		t.Errorf("got %d %q", code, body)
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 || !strings.Contains(log.String(), "serve_test.go") {
		t.Errorf("%d errors are logged: %s", n, log.String())
	}
	if code, _ := get("/goes-on"); code != http.StatusNoContent {
		t.Errorf("the next request got %d", code)
	}
}
