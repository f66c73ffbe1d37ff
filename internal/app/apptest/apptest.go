// Package apptest lets tests use the whole site as people do: it builds the
// house on a test's database, signs personas in, sends forms, and holds every
// page to what must be true of all of them.
package apptest

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"ourdays/internal/app"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/mail"
)

// House is the site on a test's database.
type House struct {
	*app.App
	Box    *mail.Box
	Log    *bytes.Buffer
	server *httptest.Server
	ways   *http.Transport
}

// Each test has a site of its own, and all have the same pictures and style.
var (
	symbols = sync.OnceValues(assets.Embedded)
	style   = sync.OnceValue(assets.OwnStyle)
)

// unpacked brings answers as they are: Weigh is for what they come to when they are
// packed, and packing all of them is a tenth of what these tests compute.
func unpacked() *http.Transport {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.DisableCompression = true
	return tr
}

// New builds the house.
func New(t testing.TB, d *db.DB) *House {
	t.Helper()
	symbols, err := symbols()
	if err != nil {
		t.Fatal(err)
	}
	h := &House{Box: &mail.Box{}, Log: &bytes.Buffer{}, ways: unpacked()}
	h.App = app.New(d, app.Settings{Council: "Weaverdale", Phone: "01632 960 100",
		Email: "help@weaverdale.example",
		Base:  "http://ourdays.example", Demo: true, Symbols: symbols, Style: style(), Mail: h.Box,
		Log: slog.New(slog.NewTextHandler(&safe{w: h.Log}, nil))})
	if err := d.InTx(t.Context(), h.Access.MarkDemo); err != nil { // everybody in it is made up
		t.Fatal(err)
	}
	h.server = httptest.NewServer(h.Handler())
	t.Cleanup(h.server.Close)
	t.Cleanup(h.ways.CloseIdleConnections)
	return h
}

// URL is where the site is served, for browsers.
func (h *House) URL() string { return h.server.URL }

// Actor records somebody who may sign in.
func (h *House) Actor(t testing.TB, a access.Actor) access.Actor {
	t.Helper()
	err := h.DB.InTx(t.Context(), func(ctx ctxt, tx *db.Tx) error {
		var err error
		a, err = h.Access.AddActor(ctx, tx, a, tx.NewID()+"@weaverdale.example")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Visitor is a browser: it keeps cookies and follows nothing by itself.
type Visitor struct {
	t      testing.TB
	h      *House
	client *http.Client
	from   string
	came   string // the page whose link they follow
}

// From lets the visitor's requests come from an address, as a proxy tells it.
func (v *Visitor) From(address string) *Visitor {
	v.from = address
	return v
}

// Anyone is a visitor who is not signed in.
func (h *House) Anyone(t testing.TB) *Visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Visitor{t: t, h: h, client: &http.Client{Transport: h.ways, Jar: jar, CheckRedirect: stay}}
}

// As is a visitor signed in as an actor.
func (h *House) As(t testing.TB, a access.Actor) *Visitor {
	t.Helper()
	v := h.Anyone(t)
	if p := v.Post("/sign-in/as", url.Values{"actor": {a.ID}}); p.Code != http.StatusSeeOther {
		t.Fatalf("sign in as %s: %d", a.Name, p.Code)
	}
	return v
}

// CameFrom makes a visitor who follows links of a page, as a browser says it.
func (v *Visitor) CameFrom(path string) *Visitor {
	came := *v
	came.came = path
	return &came
}

// InStandardWords presses the switch, for somebody whose record says Easy Read.
func (v *Visitor) InStandardWords() *Visitor {
	v.t.Helper()
	if p := v.Post("/voice", url.Values{"voice": {"en"}}); p.Code != http.StatusSeeOther {
		v.t.Fatalf("switch the voice: %d", p.Code)
	}
	return v
}

// Page is an answer.
type Page struct {
	Code     int
	Location string
	Text     string // what is seen, white space folded
	Body     string
	Doc      *html.Node
	Header   http.Header
}

// Get asks for a page and holds it to the rules of all pages.
func (v *Visitor) Get(path string) Page { v.t.Helper(); return v.do(http.MethodGet, path, nil) }

// Weigh asks for something as a browser does that takes compressed answers, and
// gives the bytes that came over the wire, without the head.
func (v *Visitor) Weigh(path string) (Page, int) {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.h.server.URL+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip") // set by us, so that the client leaves the answer as it came
	res, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	wire, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	plain := wire
	if res.Header.Get("Content-Encoding") == "gzip" {
		r, err := gzip.NewReader(bytes.NewReader(wire))
		if err != nil {
			v.t.Fatal(err)
		}
		if plain, err = io.ReadAll(r); err != nil {
			v.t.Fatal(err)
		}
	}
	p := Page{Code: res.StatusCode, Location: res.Header.Get("Location"), Body: string(plain),
		Header: res.Header}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		if p.Doc, err = html.Parse(bytes.NewReader(plain)); err != nil {
			v.t.Fatal(err)
		}
	}
	return p, len(wire)
}

// Post sends a form with a key of its own.
func (v *Visitor) Post(path string, form url.Values) Page {
	v.t.Helper()
	return v.do(http.MethodPost, path, form)
}

// Press sends the form that a page holds for an action, with its hidden fields
// as a browser would, and the given ones over them.
func (v *Visitor) Press(p Page, action string, form url.Values) Page {
	v.t.Helper()
	fields := url.Values{}
	found := false
	for _, f := range All(p.Doc, "form") {
		if Attr(f, "action") != action {
			continue
		}
		found = true
		for _, in := range All(f, "input") {
			if t := Attr(in, "type"); t == "hidden" || (t == "radio" || t == "checkbox") && Has(in, "checked") {
				fields.Add(Attr(in, "name"), Attr(in, "value"))
			}
		}
		break
	}
	if !found {
		v.t.Fatalf("the page has no form for %s", action)
	}
	for k, vals := range form {
		fields[k] = vals
	}
	return v.do(http.MethodPost, action, fields)
}

func (v *Visitor) do(method, path string, form url.Values) Page {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.h.server.URL+path,
		strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.came != "" {
		req.Header.Set("Referer", v.h.server.URL+v.came)
	}
	if v.from != "" {
		req.Header.Set("X-Forwarded-For", v.from)
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
	if method == http.MethodPost && res.StatusCode == http.StatusOK && form.Get("form") != "" {
		v.t.Errorf("the form for %s is answered with a page: the browser's Back asks to send it again", path)
	}
	p := Page{Code: res.StatusCode, Location: res.Header.Get("Location"), Body: string(b), Header: res.Header}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && p.Location == "" {
		p.Doc, err = html.Parse(bytes.NewReader(b))
		if err != nil {
			v.t.Fatal(err)
		}
		p.Text = Seen(p.Doc)
		for _, fault := range Faults(p.Doc) {
			v.t.Errorf("%s %s: %s", method, path, fault)
		}
		if p.Code == http.StatusUnprocessableEntity {
			for _, fault := range refusedFaults(p.Doc, func(path string) *html.Node { return v.Get(path).Doc }) {
				v.t.Errorf("%s %s: %s", method, path, fault)
			}
		}
	}
	return p
}

// Shows fails the test unless the page shows every text.
func (p Page) Shows(t testing.TB, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the page does not show %q: %s", want, p.Text)
		}
	}
}
