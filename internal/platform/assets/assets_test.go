package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ourdays/internal/platform/web"
)

func zipped(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestTheStyleSheetAndTheScriptLeaveRoomForThePage(t *testing.T) {
	for r, most := range map[web.Register]int{web.Citizen: 8 * 1024, web.Staff: 12 * 1024} {
		n := zipped(t, []byte(sheet(r)))
		t.Logf("the style sheet of register %d is %d bytes compressed", r, n)
		if n > most {
			t.Errorf("the style sheet is %d bytes compressed: a citizen's page must arrive in 14 kB with it, a staff page in 60", n)
		}
	}
	if n := zipped(t, OwnStyle().script.content); n > 12*1024 {
		t.Errorf("the script is %d bytes compressed, 12 kB are allowed", n)
	}
}

func TestTheStyleSheetAsksForNothingFromElsewhere(t *testing.T) {
	for _, bad := range []string{"url(", "@import", "@font-face", "GDS", "crest", "crown", "--govuk-", "</"} {
		if strings.Contains(sheet(web.Staff), bad) {
			t.Errorf("the style sheet holds %s", bad)
		}
	}
}

func TestTheContentPolicyNamesTheStyleThatPagesCarry(t *testing.T) {
	look := OwnStyle().Look(&Symbols{})
	if len(look.CSSHashes) != 2 {
		t.Errorf("%d styles are named, there are two registers", len(look.CSSHashes))
	}
	for i, r := range []web.Register{web.Citizen, web.Staff} {
		sum := sha256.Sum256([]byte(look.CSS(r)))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; look.CSSHashes[i] != want {
			t.Errorf("hashes are %v, the style's is %s", look.CSSHashes, want)
		}
	}
}

// colourOf reads a colour of the style sheet, of three digits or six.
func colourOf(t *testing.T, s string) Colour {
	t.Helper()
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	c, err := ParseColour(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	return Contrast(colourOf(t, a), colourOf(t, b))
}

func TestWordsStandOutSevenToOneFromTheirGround(t *testing.T) {
	token := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9]+):#([0-9a-f]{3,6})\b`).FindAllStringSubmatch(theme, -1) {
		token[m[1]] = m[2]
	}
	plates := regexp.MustCompile(`\.plate-[a-z]+\{background:#([0-9a-f]{6})\}`).FindAllStringSubmatch(theme, -1)
	if len(plates) != 8 {
		t.Fatalf("%d kinds have a plate, there are eight kinds", len(plates))
	}
	pairs := [][2]string{{"ink", "ground"}, {"ink", "paper"}, {"ink2", "ground"}, {"ink2", "paper"}, {"link", "paper"},
		{"link", "ground"}, {"error", "paper"}, {"error", "ground"}, {"brand", "paper"}, {"brand", "tint"},
		{"white", "brand"}, {"white", "action"}, {"ink", "sun"}, {"ink", "focus"}, {"ink", "few"}, {"ink", "none"}, {"ink", "tint"}}
	for _, p := range pairs {
		if c := contrast(t, token[p[0]], token[p[1]]); c < 7 {
			t.Errorf("%s on %s is %.2f to 1", p[0], p[1], c)
		}
	}
	for _, p := range plates {
		if c := contrast(t, token["ink"], p[1]); c < 7 {
			t.Errorf("ink on plate #%s is %.2f to 1", p[1], c)
		}
	}
}

func TestACouncilsColourIsTakenOnlyWhenItsWordsCanBeRead(t *testing.T) {
	for colour, want := range map[string]string{"#0f4c45": "", "#00205b": "", "5A0F1E": "", "#1d70b8": "5.2 to 1", "#00a651": "darker",
		"green": "not a colour", "#123": "not a colour", "#fff;}": "not a colour"} {
		s, err := NewStyle(Brand{Colour: colour})
		if want == "" {
			if err != nil {
				t.Errorf("%s was refused: %v", colour, err)
			} else if tint := s.brand.tint(); Contrast(s.brand, tint) < Enough {
				t.Errorf("%s on its tint %s is %.2f to 1", colour, tint, Contrast(s.brand, tint))
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a sentence with %q", colour, err, want)
		}
	}
}

func TestACouncilsOwnColourIsInItsStyleAndInThePolicy(t *testing.T) {
	s, err := NewStyle(Brand{Colour: "#00205b"})
	if err != nil {
		t.Fatal(err)
	}
	look := s.Look(&Symbols{})
	if css := look.CSS(web.Citizen); !strings.HasSuffix(css, ":root{--brand:#00205b;--tint:#e1e5ec}") || look.CSSHashes[0] != hash(css) {
		t.Errorf("the style ends in %s", css[len(css)-60:])
	}
	if look.Brand != "#00205b" {
		t.Errorf("the brand is %s", look.Brand)
	}
}

func TestALogoIsASmallPicture(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, bytes.Repeat([]byte("x"), size), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, bad := range []string{write("big.svg", mostLogo+1), write("empty.png", 0), write("page.html", 10), filepath.Join(dir, "none.svg")} {
		if _, err := NewStyle(Brand{Logo: bad}); err == nil {
			t.Errorf("%s was taken for a logo", filepath.Base(bad))
		}
	}
	s, err := NewStyle(Brand{Logo: write("logo.svg", 100)})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s.Mount(mux)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", s.Look(&Symbols{}).Logo, nil))
	if w.Code != 200 || w.Body.Len() != 100 || w.Header().Get("Content-Security-Policy") != pictureOnly {
		t.Errorf("the logo answered %d %v", w.Code, w.Header())
	}
}

// unstyled are classes that carry no look: they name parts for others.
var unstyled = regexp.MustCompile(`^govuk-(template.*|table__(row|body|head)|button__start-icon|label-wrapper|fieldset__heading|` +
	`.*__conditional.*|.*__divider|summary-card.*|.*--(collapse-on-mobile|inverse|interruption|start|no-actions|block|success)|.*__actions.*|` +
	`button-group|pagination__(item|list).*|input__suffix|notification-banner-title|error-summary__body|breadcrumbs__link|link|frontend)$`)

func TestEveryGOVUKClassOfThePagesHasItsRules(t *testing.T) {
	if !Complete() {
		if os.Getenv("CI") == "true" {
			t.Fatal("the style is not built: make assets")
		}
		t.Skip("the style is not built: make assets")
	}
	name := regexp.MustCompile(`govuk-[a-z0-9_-]*[a-z0-9]`)
	css := sheet(web.Staff)
	seen := 0
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "assets") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, class := range name.FindAllString(string(b), -1) {
			seen++
			if !unstyled.MatchString(class) && !strings.Contains(css, "."+class) {
				t.Errorf("%s: nothing says how .%s looks: name it in classes.txt or give it a rule in theme.css", path, class)
			}
		}
		return nil
	})
	if err != nil || seen < 100 {
		t.Errorf("%d classes seen, %v", seen, err)
	}
}

func TestEverySymbolOfTheListHasOneNameAndOneCode(t *testing.T) {
	b, err := os.ReadFile("symbols.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	form := regexp.MustCompile(`^[a-z0-9-]+ [0-9A-F]{3,5}(-[0-9A-F]{3,5})*$`)
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, _, _ := strings.Cut(line, " ")
		if !form.MatchString(line) || seen[name] {
			t.Errorf("%q is not a new name and a code", line)
		}
		seen[name] = true
	}
	if len(seen) < 100 {
		t.Errorf("only %d symbols are listed", len(seen))
	}
}

// Every symbol that is embedded is shown somewhere, and every picture that a text
// asks for is there.
func TestOnlySymbolsInUseAreEmbedded(t *testing.T) {
	listed := map[string]bool{}
	b, err := os.ReadFile("symbols.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if name, _, ok := strings.Cut(line, " "); ok && name != "#" {
			listed[name] = true
		}
	}
	named := namedSymbols(t, listed)
	for name := range listed {
		if !named[name] {
			t.Errorf("the symbol %s is embedded and shown nowhere: take it off symbols.txt", name)
		}
	}
}

// namedSymbols reads the program, its texts and the borough's data for names of
// symbols: quoted in code and texts, a word of a data file's lists.
func namedSymbols(t *testing.T, listed map[string]bool) map[string]bool {
	t.Helper()
	quoted, listing := regexp.MustCompile(`"[a-z0-9 -]+"`), regexp.MustCompile(`(?m)^(?:[a-z]+: |\().*|\|[^|\n]*`)
	picture := regexp.MustCompile(`"picture": "([^"]+)"`)
	word := regexp.MustCompile(`[a-z0-9-]+`)
	named := map[string]bool{}
	for _, root := range []string{"../../../internal", "../../../cmd"} {
		err := filepath.WalkDir(root, func(p string, e os.DirEntry, err error) error {
			kind := filepath.Ext(p)
			if err != nil || e.IsDir() || e.Name() == "symbols.txt" || strings.HasSuffix(p, "_test.go") {
				return err
			}
			b, err := os.ReadFile(p)
			switch kind {
			case ".go", ".json":
				for _, m := range picture.FindAllStringSubmatch(string(b), -1) {
					if kind == ".json" && !listed[m[1]] {
						t.Errorf("%s asks for the picture %s, which is not listed", p, m[1])
					}
				}
				for _, words := range quoted.FindAllString(string(b), -1) {
					for _, w := range word.FindAllString(words, -1) {
						named[w] = true
					}
				}
			case ".txt":
				for _, line := range listing.FindAllString(string(b), -1) {
					for _, w := range word.FindAllString(line, -1) {
						named[w] = true
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return named
}

func TestACouncilsOwnPictureTakesTheEmbeddedOnesPlace(t *testing.T) {
	dir := t.TempDir()
	svg := `<svg xmlns="http://www.w3.org/2000/svg"/>`
	if err := os.WriteFile(filepath.Join(dir, "friends.svg"), []byte(svg), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", s.Address("friends"), nil))
	if w.Code != 200 || w.Body.String() != svg || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("answered %d %q %v", w.Code, w.Body, w.Header())
	}
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/assets/symbols/friends.svg", nil))
	if w.Code != 404 || s.Address("nothing") != "" {
		t.Errorf("an address without its hash answered %d", w.Code)
	}
}

// A comment inside a comment once left half a sentence in the sheet, and
// browsers threw away every rule after it.
func TestOurRulesBeginWithTheirColours(t *testing.T) {
	for _, r := range []web.Register{web.Citizen, web.Staff} {
		own := strings.TrimPrefix(sheet(r), fromBuild("govuk.css", ""))
		if !strings.HasPrefix(own, ":root{") {
			t.Errorf("our rules begin with %.80q", own)
		}
	}
}

// Forced colours are a choice of whoever looks. Whatever opts out of them is
// seen in colours that were not chosen.
func TestNothingOfOursOptsOutOfForcedColours(t *testing.T) {
	theme, err := os.ReadFile("theme.css")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(theme), "forced-color-adjust") {
		t.Error("theme.css opts out of forced colours: find a look that is not forced, such as an outline or a drop shadow")
	}
}
