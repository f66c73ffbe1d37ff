package i18n_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/platform/i18n"
)

// The language files are held to rules like code. Sources of the limits: the
// project's reading limits, after the Easy Read rules of Inclusion Europe and
// the Department of Health (sentences of at most 15 words, one idea each,
// picture beside the words, no hard words).

func TestBothVoicesKnowTheSameKeys(t *testing.T) {
	easy := map[string]bool{}
	for _, k := range i18n.Keys(i18n.Easy) {
		easy[k] = true
	}
	for _, k := range i18n.Keys(i18n.Standard) {
		if !easy[k] {
			t.Errorf("%s has no Easy Read text", k)
		}
		delete(easy, k)
	}
	for k := range easy {
		t.Errorf("%s is in Easy Read only", k)
	}
}

var inner = regexp.MustCompile(`\{[a-z_]+\}`)

func TestBothVoicesFillInTheSameWords(t *testing.T) {
	for _, k := range i18n.Keys(i18n.Standard) {
		for _, name := range inner.FindAllString(i18n.Of(i18n.Easy, k).Text, -1) {
			if !strings.Contains(i18n.Of(i18n.Standard, k).Text, name) {
				t.Errorf("%s: Easy Read has %s, the standard text has not", k, name)
			}
		}
	}
}

// figure is a number or price, or the name of a day or month.
var figure = regexp.MustCompile(`£?\d[\d,.]*\d|£?\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|` +
	`\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// Easy Read may leave a figure out; what it says is what the standard text says.
func TestNumbersPricesAndDaysInEasyReadStandInTheStandardText(t *testing.T) {
	for _, k := range i18n.Keys(i18n.Easy) {
		standard := figure.FindAllString(i18n.Of(i18n.Standard, k).Text, -1)
		for _, n := range figure.FindAllString(i18n.Of(i18n.Easy, k).Text, -1) {
			if !slices.Contains(standard, n) {
				t.Errorf("%s: Easy Read says %s, the standard text does not", k, n)
			}
		}
	}
}

// blockWords is the most that a text may have without a picture.
const blockWords = 6

func TestEasyReadSentencesAreShort(t *testing.T) {
	for _, k := range i18n.Keys(i18n.Easy) {
		for _, s := range i18n.LongSentences(i18n.Of(i18n.Easy, k).Text) {
			t.Errorf("%s: %d words in %q", k, len(strings.Fields(s)), s)
		}
	}
}

func TestStandardSentencesAreNotLong(t *testing.T) {
	for _, k := range i18n.Keys(i18n.Standard) {
		for _, s := range i18n.Sentences(i18n.Of(i18n.Standard, k).Text) {
			if n := len(strings.Fields(s)); n > 25 {
				t.Errorf("%s: %d words in %q", k, n, s)
			}
		}
	}
}

// An example that stands in a text grows old: texts get theirs by the clock.
func TestNoTextHoldsADate(t *testing.T) {
	dated := regexp.MustCompile(`\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{4}-\d{2}-\d{2}\b`)
	for _, v := range []i18n.Voice{i18n.Standard, i18n.Easy} {
		for _, k := range i18n.Keys(v) {
			if d := dated.FindString(i18n.Of(v, k).Text); d != "" {
				t.Errorf("%s in %s holds the day %s: Ctx.Tell and hints give an {example}", k, v, d)
			}
		}
	}
}

func TestEasyReadBlocksHaveAPictureAndAreWrittenAnew(t *testing.T) {
	for _, k := range i18n.Keys(i18n.Easy) {
		m := i18n.Of(i18n.Easy, k)
		if len(strings.Fields(m.Text)) <= blockWords {
			continue
		}
		if m.Picture == "" {
			t.Errorf("%s has no picture: %q", k, m.Text)
		}
		if kept := inCommon(words(m.Text), words(i18n.Of(i18n.Standard, k).Text)); kept > 0.9 {
			t.Errorf("%s is not written anew for Easy Read, %.0f of 100 words are the same: %q", k, 100*kept, m.Text)
		}
	}
}

var spoken = regexp.MustCompile(`[\pL\d£'{}_]+`)

func words(text string) []string { return spoken.FindAllString(strings.ToLower(text), -1) }

// inCommon is the share of the longer text's words that both have in the same
// order.
func inCommon(a, b []string) float64 {
	row := make([]int, len(b)+1) // the longest common part of a's words so far and b's first n
	for _, w := range a {
		last := 0
		for n := range b {
			was := row[n+1]
			if w == b[n] {
				row[n+1] = last + 1
			}
			row[n+1], last = max(row[n+1], row[n]), was
		}
	}
	return float64(row[len(b)]) / float64(max(len(a), len(b)))
}

// explained are hard words that people look for by that name, each with the text that tells in
// Easy Read what it means.
var explained = map[string]string{"accessibility": "site.accessibility.aim"}

func TestEasyReadAvoidsHardWords(t *testing.T) {
	for word, key := range explained {
		if text := i18n.Of(i18n.Easy, key).Text; !strings.Contains(strings.ToLower(text), word+" means:") {
			t.Errorf("%s does not say what %s means: %q", key, word, text)
		}
	}
	for _, k := range i18n.Keys(i18n.Easy) {
		for _, h := range i18n.HardWords(i18n.Of(i18n.Easy, k).Text) {
			if explained[h.Word] == "" {
				t.Errorf("%s says %q: say %q", k, h.Word, h.Say)
			}
		}
	}
}

// The text of a key that no code names is dead. A literal that ends in a dot
// names a family, whose last part is chosen at run time; N adds .one and .other.
func TestEveryTextIsUsed(t *testing.T) {
	used, families := literals(t)
	for _, k := range i18n.Keys(i18n.Standard) {
		base := strings.TrimSuffix(strings.TrimSuffix(k, ".one"), ".other")
		if used[k] || used[base] || inFamily(base, families) {
			continue
		}
		t.Errorf("%s is never said", k)
	}
}

func TestEveryKeyInTheCodeHasAText(t *testing.T) {
	used, _ := literals(t)
	known := map[string]bool{}
	for _, k := range i18n.Keys(i18n.Standard) {
		known[k] = true
		known[strings.TrimSuffix(strings.TrimSuffix(k, ".one"), ".other")] = true
	}
	areas := map[string]bool{}
	for k := range known {
		first, _, _ := strings.Cut(k, ".")
		areas[first] = true
	}
	for k := range used {
		first, _, _ := strings.Cut(k, ".")
		if areas[first] && !known[k] && len(strings.Split(k, ".")) > 2 {
			t.Errorf("the code says %q, which has no text", k)
		}
	}
}

func inFamily(key string, families []string) bool {
	for _, f := range families {
		if strings.HasPrefix(key, f) {
			return true
		}
	}
	return false
}

var literal = regexp.MustCompile(`"([a-z][a-z_]*\.[a-z0-9_.%-]*)"`)

// literals gathers the quoted strings of the program that look like keys.
func literals(t *testing.T) (map[string]bool, []string) {
	t.Helper()
	used, families := map[string]bool{}, []string{}
	eachProgram(t, func(text string) {
		for _, m := range literal.FindAllStringSubmatch(text, -1) {
			key, formatted, _ := strings.Cut(m[1], "%")
			if formatted != "" || strings.HasSuffix(key, ".") {
				families = append(families, key)
			} else {
				used[key] = true
			}
		}
	})
	return used, families
}

// eachProgram reads every file of the program but its tests.
func eachProgram(t *testing.T, read func(text string)) {
	t.Helper()
	root := "../../.."
	for _, dir := range []string{"internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return err
			}
			b, err := os.ReadFile(p)
			read(string(b))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A block without a picture stands indented beside nothing, however short it is.
func TestWhatIsShownAsABlockHasAPicture(t *testing.T) {
	block := regexp.MustCompile(`Block\(c, "([a-z_.]+)"(?:,\s*"([a-z_]+\.[a-z_.]+)")?`)
	seen := 0
	eachProgram(t, func(text string) {
		for _, m := range block.FindAllStringSubmatch(text, -1) {
			for _, key := range m[1:] {
				if i18n.Of(i18n.Easy, key).Text == "" {
					continue // made of a name that only the program knows
				}
				if seen++; i18n.Picture(key) == "" {
					t.Errorf("%s is shown as a block and has no picture: %q", key, i18n.Of(i18n.Easy, key).Text)
				}
			}
		}
	})
	if seen < 100 {
		t.Errorf("%d blocks were found in the program", seen)
	}
}

// A name such as Jo B. that ends a sentence has one full stop.
func TestANameThatEndsASentenceHasOneFullStop(t *testing.T) {
	for name, want := range map[string]string{"Jo B.": "You help Jo B. This list shows who looked.",
		"Jo": "You help Jo. This list shows who looked."} {
		if got := i18n.T(i18n.Easy, "access.looked.how_of", "name", name); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
