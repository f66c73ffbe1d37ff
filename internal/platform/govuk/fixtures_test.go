package govuk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	g "maragu.dev/gomponents"
)

// built are the components of this package and how many fixtures GOV.UK
// publishes for each: a release that adds some is looked at before it is taken.
var built = map[string]struct {
	draw  func(t *testing.T, options map[string]any) g.Node
	count int
}{
	"back-link":           {with(BackLink), 7},
	"breadcrumbs":         {with(Breadcrumbs), 12},
	"button":              {with(Button), 38},
	"checkboxes":          {with(Checkboxes), 42},
	"date-input":          {with(DateInput), 50},
	"details":             {with(Details), 10},
	"error-message":       {with(ErrorMessage), 9},
	"error-summary":       {with(ErrorSummary), 19},
	"fieldset":            {with(Fieldset), 18},
	"hint":                {with(Hint), 6},
	"input":               {with(Input), 45},
	"inset-text":          {with(InsetText), 6},
	"label":               {with(Label), 17},
	"notification-banner": {with(NotificationBanner), 21},
	"pagination":          {with(Pagination), 15},
	"panel":               {with(Panel), 19},
	"radios":              {with(Radios), 43},
	"select":              {with(Select), 19},
	"skip-link":           {with(SkipLink), 9},
	"summary-list":        {with(SummaryList), 30},
	"table":               {with(Table), 21},
	"tag":                 {with(Tag), 12},
	"textarea":            {with(Textarea), 18},
	"warning-text":        {with(WarningText), 8},
}

// installed is where npm puts govuk-frontend.
const installed = "../../../node_modules/govuk-frontend/dist/govuk/components"

type fixture struct {
	Name    string         `json:"name"`
	Options map[string]any `json:"options"`
	HTML    string         `json:"html"`
}

func TestComponentsGiveTheHTMLOfGOVUKsOwnFixtures(t *testing.T) {
	if _, err := os.Stat(installed); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("govuk-frontend is not installed: npm ci brings it")
		}
		t.Skip("govuk-frontend is not installed: npm ci brings it")
	}
	for name, c := range built {
		t.Run(name, func(t *testing.T) {
			all := fixturesOf(t, name)
			if len(all) != c.count {
				t.Errorf("%d fixtures are published, %d were when this component was written", len(all), c.count)
			}
			for _, f := range all {
				t.Run(f.Name, func(t *testing.T) { compare(t, c.draw(t, f.Options), f.HTML) })
			}
		})
	}
}

func fixturesOf(t *testing.T, component string) []fixture {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(installed, component, "fixtures.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Fixtures []fixture `json:"fixtures"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	return file.Fixtures
}

func compare(t *testing.T, node g.Node, want string) {
	t.Helper()
	var b bytes.Buffer
	if node != nil {
		if err := node.Render(&b); err != nil {
			t.Fatal(err)
		}
	}
	have, wanted := tree(t, b.String()), tree(t, want)
	if have != wanted {
		t.Errorf("the trees differ\nhave:\n%s\nwant:\n%s", have, wanted)
	}
}

// tree writes HTML as one line an element or text: attributes sorted, white
// space folded, what is empty left out.
func tree(t *testing.T, text string) string {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		write(&b, n, 0)
	}
	return b.String()
}

func write(b *strings.Builder, n *html.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	switch n.Type {
	case html.TextNode:
		if s := strings.Join(strings.Fields(n.Data), " "); s != "" {
			fmt.Fprintf(b, "%s%q\n", indent, s)
		}
	case html.ElementNode:
		var attrs []string
		for _, a := range n.Attr {
			v := a.Val
			if a.Key == "class" {
				v = strings.Join(strings.Fields(v), " ")
			}
			attrs = append(attrs, fmt.Sprintf(" %s=%q", a.Key, v))
		}
		sort.Strings(attrs)
		fmt.Fprintf(b, "%s<%s%s>\n", indent, n.Data, strings.Join(attrs, ""))
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			write(b, c, depth+1)
		}
	}
}

// with reads a fixture's options into a component's own. An option that the
// component does not have fails the test: nothing is left out unseen.
func with[O any](component func(O) g.Node) func(*testing.T, map[string]any) g.Node {
	return func(t *testing.T, options map[string]any) g.Node {
		t.Helper()
		var o O
		fill(t, reflect.ValueOf(&o).Elem(), options)
		return component(o)
	}
}

var (
	nodeType  = reflect.TypeFor[g.Node]()
	attrsType = reflect.TypeFor[Attrs]()
	maybeType = reflect.TypeFor[Maybe]()
)

func fill(t *testing.T, to reflect.Value, from map[string]any) {
	t.Helper()
	for key, value := range from {
		if without := to.FieldByName("Without"); without.IsValid() && value == false {
			without.Set(reflect.Append(without, reflect.ValueOf(key))) // GOV.UK says day: false
			continue
		}
		field := to.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, key) })
		if !field.IsValid() {
			t.Fatalf("%s has no option %q", to.Type(), key)
		}
		set(t, field, value)
	}
}

func set(t *testing.T, to reflect.Value, value any) {
	t.Helper()
	switch {
	case to.Type() == nodeType:
		if n := node(value); n != nil {
			to.Set(reflect.ValueOf(n))
		}
	case to.Type() == attrsType:
		for k, v := range value.(map[string]any) {
			to.Set(reflect.Append(to, reflect.ValueOf(Attr{k, word(v)})))
		}
	case to.Type() == maybeType:
		to.Set(reflect.ValueOf(map[bool]Maybe{true: Yes, false: No}[value.(bool)]))
	case to.Kind() == reflect.String:
		to.SetString(word(value))
	case to.Kind() == reflect.Bool:
		to.SetBool(value.(bool))
	case to.Kind() == reflect.Int:
		to.SetInt(int64(value.(float64)))
	case to.Kind() == reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		set(t, to.Elem(), value)
	case to.Kind() == reflect.Struct:
		fill(t, to, value.(map[string]any))
	case to.Kind() == reflect.Map:
		to.Set(reflect.ValueOf(map[string]string{}))
		for k, v := range value.(map[string]any) {
			to.SetMapIndex(reflect.ValueOf(k), reflect.ValueOf(word(v)))
		}
	case to.Kind() == reflect.Slice:
		setList(t, to, value.([]any))
	default:
		t.Fatalf("no way to read %T into %s", value, to.Type())
	}
}

// setList reads null, false and "" as an item with nothing in it, which
// components leave out as GOV.UK's macros do.
func setList(t *testing.T, to reflect.Value, values []any) {
	t.Helper()
	to.Set(reflect.MakeSlice(to.Type(), 0, len(values)))
	for _, v := range values {
		item := reflect.New(to.Type().Elem()).Elem()
		if v != nil && v != false && v != "" {
			set(t, item, v)
		}
		to.Set(reflect.Append(to, item))
	}
}

// node reads HTML, or an object that holds a text or HTML.
func node(value any) g.Node {
	switch v := value.(type) {
	case string:
		if v != "" {
			return g.Raw(v)
		}
	case map[string]any:
		if text, ok := v["text"].(string); ok {
			return g.Text(text)
		}
		return node(v["html"])
	}
	return nil
}

func word(value any) string {
	if s, ok := value.(string); ok {
		return s
	}
	return fmt.Sprint(value)
}

func TestALinkCannotRunAScript(t *testing.T) {
	for address, want := range map[string]string{"/a?b=c": "/a?b=c", "#x": "#x", "https://a.example/": "https://a.example/",
		"tel:01632960100": "tel:01632960100", "javascript:alert(1)": "#", " javascript:alert(1)": "#", "data:text/html,x": "#",
		"JavaScript:alert(1)": "#", "vbscript:x": "#"} {
		var b bytes.Buffer
		if err := BackLink(LinkOptions{Href: address}).Render(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), `<a href="`+want+`"`) {
			t.Errorf("%q became %s", address, b.String())
		}
	}
}
