package openreferral

import (
	"fmt"
	"strings"
	"testing"
)

func TestALinkKeepsItsTextAndItsAddressInWords(t *testing.T) {
	for _, c := range []struct{ says, html, want string }{
		{"a page", `<p>Go to <a href="https://example.org/join?a=1&amp;copy=2">Volunteer with us</a>.</p>`,
			"Go to Volunteer with us (https://example.org/join?a=1&copy=2)."},
		{"white space and marks within", `<p>Go to <a href=" https://example.org/x "> <b>the</b> page </a> now</p>`,
			"Go to the page (https://example.org/x) now"},
		{"a text that is the address", `<p>See <a href="https://www.example.org/">www.example.org</a></p>`, "See www.example.org"},
		{"a text that names another address", `<a href="https://b.example.org">a.example.org</a>`,
			"a.example.org (https://b.example.org)"},
		{"mail", `<a href="mailto:jo%40example.org?subject=Hello">Write to Jo</a>`, "Write to Jo (jo@example.org)"},
		{"mail that says so", `<a href="mailto:jo@example.org">jo@example.org</a>`, "jo@example.org"},
		{"a telephone", `<a href="tel:+44117-352-0000">Ring us</a>`, "Ring us (+44117-352-0000)"},
		{"a number with spaces", `<a href="tel:01173520000">0117 352 0000</a>`, "0117 352 0000"},
		{"a picture that is a link", `<a href="https://example.org"><img src="x.png"></a>`, "https://example.org"},
		{"a link that is never closed", `<p>See <a href="https://example.org/a">here`, "See here (https://example.org/a)"},
		{"two that run on", `<a href="https://example.org/a">a <a href="https://example.org/b">b</a>`,
			"a (https://example.org/a)b (https://example.org/b)"},
		{"an address without its beginning", `<a href="//example.org/a">x</a> <a href="www.example.org/b">y</a>`,
			"x (https://example.org/a) y (http://www.example.org/b)"},
		{"a block within", `<a href="https://example.org"><p>Join us</p></a>`, "Join us (https://example.org)"},
		{"a mark that is no link", `<a name="top">Top</a>`, "Top"},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := toText(c.html)
			if p.text != c.want || len(p.leftOut) > 0 {
				t.Errorf("got %q, left out %v; want %q", p.text, p.leftOut, c.want)
			}
		})
	}
}

func TestALinkThatIsNoAddressIsLeftOutAndTold(t *testing.T) {
	for _, href := range []string{"javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
		"file:///etc/passwd", "ftp://example.org/x", "/services/12",
		"page.html", "#top", "https://jo:secret@example.org/", "https://", "mailto:nobody",
		"tel:ring", "https://example.org/" + strings.Repeat("a", 600), "https://example.org/?q=\u202etxt", "vbscript:x"} {
		m, reason := mapRecord(record{ID: "A", Name: "Choir", Description: `<p>Press <a href="` + href + `">here</a> now</p>`})
		if reason != "" || m.Activity.Text != "Press here now" {
			t.Errorf("%q: %s %q", href, reason, m.Activity.Text)
		}
		said := fmt.Sprint(m.repairs)
		if !strings.Contains(said, "description link left out") {
			t.Errorf("of %q nothing is told: %s", href, said)
		}
		if strings.Contains(said, "secret") {
			t.Errorf("a password is told: %s", said)
		}
	}
}

func TestEachLinkThatIsWrittenOutIsToldWhereverItStands(t *testing.T) {
	const link = `<a href="https://example.org/%s">more</a>`
	at := func(name string) string { return fmt.Sprintf(link, name) }
	m, _ := mapRecord(record{ID: "A", Name: "Choir " + at("name"), Description: at("one") + " and " + at("two"), Fees: at("fees"),
		Alert: at("alert"), Schedules: []schedule{{Notes: at("notes")}}, Organization: &organization{Name: "Hall", Description: at("about")}})
	said := fmt.Sprint(m.repairs)
	for _, want := range []string{"description 2 links written out", "fees 1 link written out", "alert 1 link written out",
		"schedules 1 link written out", "organization.description 1 link written out"} {
		if !strings.Contains(said, want) {
			t.Errorf("the repairs do not say %q: %s", want, said)
		}
	}
	for _, want := range []string{"one", "two", "fees", "alert", "notes"} {
		if !strings.Contains(m.Activity.Text, "more (https://example.org/"+want+")") {
			t.Errorf("the address of %s is gone: %s", want, m.Activity.Text)
		}
	}
	if m.Activity.Title != "Choir more" || !strings.Contains(m.Organisation.About, "https://example.org/about") {
		t.Errorf("%q %q", m.Activity.Title, m.Organisation.About)
	}
}
