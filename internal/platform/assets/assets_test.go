package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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
	if n := zipped(t, []byte(css)); n > 8*1024 {
		t.Errorf("the style sheet is %d bytes compressed: a citizen's page must arrive in 14 kB with it", n)
	}
	if n := zipped(t, script); n > 12*1024 {
		t.Errorf("the script is %d bytes compressed, 12 kB are allowed", n)
	}
}

func TestTheStyleSheetAsksForNothingFromElsewhere(t *testing.T) {
	for _, bad := range []string{"url(", "@import", "@font-face", "</"} {
		if strings.Contains(css, bad) {
			t.Errorf("the style sheet holds %s", bad)
		}
	}
}

func TestTheContentPolicyNamesTheStyleThatPagesCarry(t *testing.T) {
	look := Look(&Symbols{})
	sum := sha256.Sum256([]byte(look.CSS(web.Citizen)))
	want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if len(look.CSSHashes) != 1 || look.CSSHashes[0] != want {
		t.Errorf("hashes are %v, the style's is %s", look.CSSHashes, want)
	}
}

// luminance and contrast are those of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift int) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestWordsStandOutSevenToOneFromTheirGround(t *testing.T) {
	token := map[string]string{"white": "fff"}
	for _, m := range regexp.MustCompile(`--([a-z0-9]+):#([0-9a-f]{3,6})\b`).FindAllStringSubmatch(css, -1) {
		token[m[1]] = m[2]
	}
	plates := regexp.MustCompile(`\.plate-[a-z]+\{background:#([0-9a-f]{6})\}`).FindAllStringSubmatch(css, -1)
	if len(plates) != 8 {
		t.Fatalf("%d kinds have a plate, there are eight kinds", len(plates))
	}
	pairs := [][2]string{{"ink", "ground"}, {"ink", "paper"}, {"ink2", "ground"}, {"ink2", "paper"}, {"link", "paper"},
		{"link", "ground"}, {"error", "paper"}, {"error", "ground"}, {"brand", "paper"}, {"brand", "tint"},
		{"white", "brand"}, {"white", "action"}, {"ink", "sun"}, {"ink", "focus"}}
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
