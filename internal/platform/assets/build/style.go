package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// style keeps of govuk-frontend's sheet the rules whose classes all stand in
// classes.txt, in our measure and colours, without its typeface.
func style() error {
	sheet, err := os.ReadFile(govuk + "govuk-frontend.min.css")
	if err != nil {
		return err
	}
	names, err := kept()
	if err != nil {
		return err
	}
	text, err := tokens(names.sift(commentCSS.ReplaceAllString(string(sheet), "")))
	if err != nil {
		return err
	}
	out := api.Transform(text, api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true,
		MinifySyntax:  true,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
	if err := faults(out.Errors); err != nil {
		return err
	}
	small := strings.TrimSpace(string(out.Code))
	fmt.Fprintf(os.Stderr, "assets: %d bytes of govuk-frontend's %d bytes of style\n", len(small), len(sheet))
	return os.WriteFile(assets+"built/govuk.css", []byte(small), private)
}

func faults(messages []api.Message) error {
	var all []error
	for _, m := range messages {
		all = append(all, errors.New(m.Text))
	}
	return errors.Join(all...)
}

// classes are names of classes; a star stands for any ending.
type classes []string

func kept() (classes, error) {
	b, err := os.ReadFile(assets + "classes.txt")
	if err != nil {
		return nil, err
	}
	var all classes
	for _, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all, nil
}

func (k classes) has(name string) bool {
	for _, pattern := range k {
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}

var (
	commentCSS = regexp.MustCompile(`(?s)/\*.*?\*/`)
	ofClass    = regexp.MustCompile(`\.([a-z][a-zA-Z0-9_-]*)`)
	// text is what our own sheet decides for all text, and what only old
	// browsers read; an address printed behind a link helps nobody on a week's
	// sheet.
	dropped = regexp.MustCompile(
		`^(font-family|font-size|line-height|-webkit-font-smoothing|-moz-osx-font-smoothing|` +
			`-webkit-text-decoration-skip.*|text-decoration-skip.*|-webkit-tap.*|-ms-.*|word-wrap|zoom|\*.*)$`)
	old = regexp.MustCompile(`-ms-high-contrast|\\0|^@supports not|^@font-face|^@charset|^:root$`)
)

// sift goes through the rules of a sheet, or of a block within it.
func (k classes) sift(css string) string {
	var b strings.Builder
	for css != "" {
		head, body, rest, ok := cut(css)
		if !ok {
			break
		}
		css = rest
		switch {
		case old.MatchString(head):
		case strings.HasPrefix(head, "@"):
			if inner := k.sift(body); inner != "" {
				b.WriteString(head + "{" + inner + "}")
			}
		default:
			b.WriteString(k.rule(head, body))
		}
	}
	return b.String()
}

// cut takes the first rule off: what it is for, what it says, and the rest. A
// statement without a block, such as @charset, is passed over.
func cut(css string) (head, body, rest string, ok bool) {
	open := strings.IndexByte(css, '{')
	if open < 0 {
		return "", "", "", false
	}
	if semi := strings.IndexByte(css, ';'); semi >= 0 && semi < open {
		return cut(css[semi+1:])
	}
	depth := 0
	for i := open; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return strings.TrimSpace(css[:open]), css[open+1 : i], css[i+1:], true
			}
		}
	}
	return "", "", "", false
}

// rule keeps the selectors whose classes are all listed. Focus is drawn by our
// own sheet, the same everywhere, but for what draws it on a label.
func (k classes) rule(head, body string) string {
	var selectors, says []string
	for _, s := range strings.Split(head, ",") {
		names := ofClass.FindAllStringSubmatch(s, -1)
		all := len(names) > 0 && (!strings.Contains(s, ":focus") || strings.Contains(s, "+"))
		for _, n := range names {
			all = all && k.has(n[1])
		}
		if all {
			selectors = append(selectors, s)
		}
	}
	for _, d := range strings.Split(body, ";") {
		name, _, _ := strings.Cut(d, ":")
		if d != "" && d != "font-weight:400" && !dropped.MatchString(name) && !strings.Contains(d, "attr(href)") {
			says = append(says, d)
		}
	}
	if len(selectors) == 0 || len(says) == 0 {
		return ""
	}
	return strings.Join(selectors, ",") + "{" + strings.Join(says, ";") + "}"
}

// token is our colour for each of govuk-frontend's.
var token = map[string]string{"brand-colour": "brand", "text-colour": "ink", "secondary-text-colour": "ink2",
	"focus-colour":      "focus",
	"focus-text-colour": "ink", "error-colour": "error", "success-colour": "action", "border-colour": "line",
	"input-border-colour": "ink",
	"hover-colour":        "line", "link-colour": "link", "link-visited-colour": "link",
	"link-hover-colour":         "ink",
	"link-active-colour":        "ink",
	"surface-background-colour": "tint", "surface-text-colour": "ink", "surface-border-colour": "line",
	"body-background-colour": "paper",
	"inverse-text-colour":    "white", "template-background-colour": "ground", "print-text-colour": "ink"}

var (
	property = regexp.MustCompile(`var\(--govuk-([a-z-]+)(?:,[^()]*)?\)`)
	setting  = regexp.MustCompile(`--govuk-([a-z-]+):`)
	rems     = regexp.MustCompile(`(\d*\.?\d+)rem\b`)
)

// rootPixels is what govuk-frontend takes 19 px text to be 1.1875 of; with us
// 1rem is the register's own text: 19 px, Easy Read 22 px, staff 16 px.
const rootPixels = 19.0 / 16

// tokens puts our colours and our measure in.
func tokens(css string) (string, error) {
	var unknown []error
	ours := func(name string) string {
		if token[name] == "" {
			unknown = append(unknown, fmt.Errorf("style: no colour of ours stands for --govuk-%s", name))
		}
		return "--" + token[name]
	}
	for property.MatchString(css) {
		css = property.ReplaceAllStringFunc(css, func(s string) string {
			return "var(" + ours(property.FindStringSubmatch(s)[1]) + ")"
		})
	}
	css = setting.ReplaceAllStringFunc(css, func(s string) string {
		return ours(setting.FindStringSubmatch(s)[1]) + ":"
	})
	css = rems.ReplaceAllStringFunc(css, func(s string) string {
		n, err := strconv.ParseFloat(strings.TrimSuffix(s, "rem"), 64)
		if err != nil {
			unknown = append(unknown, err)
		}
		return strconv.FormatFloat(n/rootPixels, 'f', 3, 64) + "rem"
	})
	return css, errors.Join(unknown...)
}
