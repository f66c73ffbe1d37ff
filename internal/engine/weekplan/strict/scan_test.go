package strict

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// one is an object with one number.
func one(file io.Reader) string {
	var n int
	s := New(file)
	Fill(s, &n, []Field[int]{Need("n", Count(func(x *int) *int { return x }, 0, 9)), Unasked[int]("more")})
	s.End()
	return s.Faults.Error()
}

func TestATextThatIsNoJSONSaysWhereItStops(t *testing.T) {
	wide := `{"n":1,"more":{"` + strings.Repeat("k", 1<<17) + `":[` + strings.Repeat("[[]],", 2000) + `1]}}` // long and not deep
	for text, want := range map[string]string{
		`{"n":1}`:                    "",
		"{\n\"n\":1,\n":              "the file breaks off at line 3, column 1 (after 9 bytes)",
		`{"n"`:                       "the file breaks off at line 1, column 5 (after 4 bytes)",
		`{"n":1,"more":"a`:           "more: the file breaks off at line 1, column 17 (after 16 bytes)",
		`{"n":1,"more":[1,{"a":tru`:  "more[1].a: there is no value tru\nmore[1]: the file breaks off at line 1, column 26 (after 25 bytes)",
		`{"n":None}`:                 "n: a value should stand here at line 1, column 6 (after 5 bytes)",
		"\xef\xbb\xbf{}":             "a mark of an encoding stands here (save the file as UTF-8 without one) at line 1, column 1 (after 0 bytes)",
		"\xff\xfe{\x00":              "a mark of an encoding stands here (save the file as UTF-8 without one) at line 1, column 1 (after 0 bytes)",
		"\n\x1f\x8b":                 "a value should stand here at line 2, column 1 (after 1 bytes)",
		`{"n":1,"more":` + deep(1e6): "lists and objects stand in each other too deep",
		strings.Repeat(`{"":`, 1e6):  "lists and objects stand in each other too deep",
		wide:                         "more: a whole number should stand here, and this is an object",
	} {
		got := one(strings.NewReader(text))
		if strings.Contains(got, "too deep") {
			if at := strings.Index(got, ": "); at >= 0 { // below so many keys without a name there is no path
				got = got[at+2:]
			}
			got, _, _ = strings.Cut(got, " at line")
		}
		if got != want {
			t.Errorf("%.30q: it says %q, want %q", text, got, want)
		}
	}
}

func deep(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// torn is a file that cannot be read to its end.
type torn struct{}

var errTorn = errors.New("the disk is torn")

func (torn) Read([]byte) (int, error) { return 0, errTorn }

func TestAFileThatCannotBeReadIsNotTakenForAShortOne(t *testing.T) {
	const want = "the file cannot be read on (the disk is torn) at line 1, column 2 (after 1 bytes)"
	if got := one(io.MultiReader(strings.NewReader("{"), torn{})); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got := one(torn{}); !strings.HasPrefix(got, "the file cannot be read on") {
		t.Errorf("it says %q", got)
	}
}
