package brokerage_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
)

// visitor is a browser on the pages of this area alone, which the site does
// not mount yet.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
}

// answer is what a visitor got.
type answer struct {
	Code           int
	Location, Text string
	Body           string
	Doc            *html.Node
}

func (h *house) as(t *testing.T, a access.Actor) *visitor {
	t.Helper()
	server := httptest.NewServer(h.mux)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t, server.URL, &http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if p := v.Post("/sign-in/as", url.Values{"actor": {a.ID}}); p.Code != http.StatusSeeOther {
		t.Fatalf("sign in: %d", p.Code)
	}
	return v
}

func (v *visitor) Get(path string) answer { v.t.Helper(); return v.do(http.MethodGet, path, nil) }

func (v *visitor) Post(path string, form url.Values) answer {
	v.t.Helper()
	return v.do(http.MethodPost, path, form)
}

// Press sends the page's form for an action with its hidden fields, and the
// given ones over them.
func (v *visitor) Press(p answer, action string, form url.Values) answer {
	v.t.Helper()
	for _, f := range apptest.All(p.Doc, "form") {
		if attr(f, "action") != action {
			continue
		}
		fields := url.Values{}
		for _, in := range apptest.All(f, "input") {
			fields.Add(attr(in, "name"), attr(in, "value"))
		}
		for k, vals := range form {
			fields[k] = vals
		}
		return v.do(http.MethodPost, action, fields)
	}
	v.t.Fatalf("the page has no form for %s: %s", action, p.Text)
	return answer{}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (v *visitor) do(method, path string, form url.Values) answer {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	p := answer{Code: res.StatusCode, Location: res.Header.Get("Location"), Body: string(b)}
	if p.Location != "" {
		return p
	}
	if p.Doc, err = html.Parse(strings.NewReader(p.Body)); err != nil {
		v.t.Fatal(err)
	}
	p.Text = apptest.Seen(p.Doc)
	for _, fault := range apptest.Faults(p.Doc) {
		v.t.Errorf("%s %s: %s", method, path, fault)
	}
	return p
}

// Shows fails the test unless the page shows every text.
func (p answer) Shows(t *testing.T, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the page does not show %q: %s", want, p.Text)
		}
	}
}
