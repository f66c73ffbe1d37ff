package openreferral

import (
	"strings"
	"testing"

	"ourdays/internal/area/directory"
)

func TestMarkupBecomesParagraphsOfText(t *testing.T) {
	for _, c := range []struct{ says, html, want string }{
		{"paragraphs and lists", "<h1>About</h1>\n<p>We&nbsp;sing\nand   dance.</p><ul><li>Mondays</li><li>Fridays</li></ul>",
			"About\n\nWe sing and dance.\n\n• Mondays\n• Fridays"},
		{"scripts go with what they hold", "<p>Hi<script>alert('x')</script></p><style>p{}</style>", "Hi"},
		{"written markup stays words", "Bring &lt;b&gt; cups", "Bring <b> cups"},
		{"plain text keeps its lines", "First line\nsecond\n\nThird", "First line\nsecond\n\nThird"},
		{"an empty paragraph is nothing", "<p><br></p>", ""},
		{"a tag that never ends", "<p>Hello <a href=\"x", "Hello"},
		{"signs that cannot be seen go", "a\u200bb\u00a0c", "ab c"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := toText(c.html).text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if p := toText(`<img src="data:image/png;base64,AAAA"><p>x</p><iframe src="//evil"></iframe>`); p.pictures != 1 || p.active != 1 ||
		p.text != "x" {
		t.Errorf("%+v", p)
	}
}

func TestAddressesAreMendedOrLeftOut(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "https://example.org/a": "https://example.org/a", "www.example.org": "http://www.example.org",
		" http://example.org ": "http://example.org", "javascript:alert(1)": "", "mailto:a@b.org": "", "ftp://example.org": "", "see below": "",
	} {
		got, said := cleanURL(in)
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if got == "" && in != "" && !strings.Contains(said, strings.ReplaceAll(in, " ", "")) {
			t.Errorf("of %q is said %q, which does not name it", in, said)
		}
	}
	for in, want := range map[string]string{
		"": "", "a@example.org": "a@example.org", "a@example.org\u00a0": "a@example.org",
		"a@example.org, b@example.org": "a@example.org", "a@example.org or b@example.org": "a@example.org", "none": "",
		"mailto:a@example.org": "a@example.org",
	} {
		if got, _ := cleanEmail(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestKindsAndGroupsAreReadFromWords(t *testing.T) {
	for _, c := range []struct{ name, text, want, why string }{
		{"Walking football", "", "sport", `its name says "walking"`},
		{"Yate Community Choir", "", "music", `its name says "choir"`},
		{"Line dancing", "", "discos", `its name says "dancing"`},
		{"Knitting circle", "", "arts", `its name says "knitting"`},
		{"Computer skills course", "", "learning", `its name says "computer"`},
		{"Walking for health", "", "sport", `its name says "walking"`},
		{"Eating Disorder Support Group", "We meet over lunch.", "help", `its name says "disorder"`},
		{"Meals on Wheels", "Meals to your door.", "help", `its name says "meals"`},
		{"Refresh Food Bank", "Food and a café.", "help", `its name says "food"`},
		{"ACAS", "Free advice about work.", "help", `its text says "advice"`},
		{"The Willow Tree", "A café, a café garden and a café shop.", "discos", `its text says "caf"`},
		{"Number Twelve", "Run by volunteers.", "help", "nothing speaks for another"},
		{"Photography network", "", "arts", `its name says "photography"`},
	} {
		if kind, why := kindOf(c.name, c.text); kind != c.want || why != c.why {
			t.Errorf("%s is %s (%s), want %s (%s)", c.name, kind, why, c.want, c.why)
		}
	}
	for name, want := range map[string]string{"Yate Community Choir": "choir", "Party in the park": "", "Artworks": "painting",
		"Arthritis team": ""} {
		if got := symbolOf(name); got != want {
			t.Errorf("the picture of %s is %q, want %q", name, got, want)
		}
	}
	r := record{ID: "A", Name: "X", Audience: []audience{{"Learning Disabilities "}, {"Parents>Grandparents"}, {"Autism"}, {"Aspergers"}}}
	m, _ := mapRecord(r)
	if strings.Join(m.Activity.For, " ") != "autism learning_disability" || !strings.Contains(m.Activity.Text,
		"Who it is for: Grandparents.") {
		t.Errorf("%v %q", m.Activity.For, m.Activity.Text)
	}
}

func TestARecordOfVersion3KeepsTimesPlacesAndPrice(t *testing.T) {
	list, _, err := unwrap(
		[]byte(`{"id":"A","name":"Choir","status":"inactive","minimum_age":18,"maximum_age":-1,"assured_date":"2026-10-01T09:00:00Z",
		"assurer_email":"jo@example.org","schedules":[{"freq":"WEEKLY","byday":"TU,TH","opens_at":"10:00:00","closes_at":"12:30:00"}],
		"service_at_locations":[{"location":{"name":"Hall","addresses":[{"address_1":"1 High St","city":"Crewe","postal_code":"CW1 1AA"}],
		"accessibility":[{"description":"A ramp."}]}}],"cost_options":[{"option":"Adults","amount":3.5}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := readRecord(list[0])
	if err != nil {
		t.Fatal(err)
	}
	m, reason := mapRecord(r)
	a := m.Activity
	if reason != "" || a.OwnPrice != 350 || !a.PriceKnown || a.AgeFrom != 18 || a.AgeTo != 0 || a.Status != directory.Ended ||
		a.Checked.String() != "2026-10-01" {
		t.Errorf("%s %+v", reason, a)
	}
	want := "When: Tuesday, Thursday 10:00 to 12:30.\n\nWhere: Hall, 1 High St, Crewe, CW1 1AA\n\nGetting in: A ramp.\n\nPrice: £3.5 Adults"
	if a.Text != want {
		t.Errorf("got %q", a.Text)
	}
}
