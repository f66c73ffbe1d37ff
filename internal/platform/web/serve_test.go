package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

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

// What is asked is nobody's to choose: the figures keep a closed list of methods.
func TestAnInventedMethodMakesNoFigureOfItsOwn(t *testing.T) {
	s := &web.Site{Log: slog.New(slog.DiscardHandler)}
	site := s.Protect(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }))
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "ZZ1", "ZZ2", "get", "Zoë"} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/nowhere", nil)
		req.Method = method
		site.ServeHTTP(httptest.NewRecorder(), req)
	}
	gathered := prometheus.NewRegistry()
	gathered.MustRegister(web.Metrics())
	families, err := gathered.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range families[0].GetMetric() {
		labels := map[string]string{}
		for _, l := range m.GetLabel() {
			labels[l.GetName()] = l.GetValue()
		}
		if labels["route"] == "none" && labels["class"] == "4xx" {
			got = append(got, labels["method"])
		}
	}
	if slices.Sort(got); !slices.Equal(got, []string{"GET", "HEAD", "POST", "other"}) {
		t.Errorf("methods are told apart as %q", got)
	}
}

// A proxy may say nothing of TLS: where the public address has it, so has every visitor.
func TestWhatIsForTLSOnlyIsDecidedByThePublicAddressToo(t *testing.T) {
	for says, c := range map[string]struct {
		tls   bool
		proxy string
		want  bool
	}{
		"the public address has TLS, the proxy says nothing": {true, "", true},
		"the public address has TLS, the proxy says http":    {true, "http", true},
		"only the proxy says so":                             {false, "https", true},
		"nobody says so":                                     {false, "", false},
	} {
		t.Run(says, func(t *testing.T) {
			s := &web.Site{Log: slog.New(slog.DiscardHandler), TLS: c.tls}
			site := s.Protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				page, err := s.New(w, r)
				if err != nil {
					t.Error(err)
				}
				http.SetCookie(w, page.Cookie("ourdays", "x", 60))
			}))
			req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			if c.proxy != "" {
				req.Header.Set("X-Forwarded-Proto", c.proxy)
			}
			answer := httptest.NewRecorder()
			site.ServeHTTP(answer, req)
			cookie, strict := answer.Result().Cookies()[0].Secure, answer.Header().Get("Strict-Transport-Security") != ""
			if cookie != c.want || strict != c.want {
				t.Errorf("the cookie is for TLS only: %t; browsers are told to stay with it: %t", cookie, strict)
			}
		})
	}
}
