package weekplan

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documented reads the keys in the first column of the tables of one section of
// docs/planner.md whose heading or first column begins so.
func documented(t *testing.T, head string) []string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/planner.md")
	if err != nil {
		t.Fatal(err)
	}
	_, from, there := strings.Cut(string(text), head)
	if !there {
		t.Fatalf("docs/planner.md has no %q", head)
	}
	at := strings.Index(from, "\n| --- |")
	if at < 0 {
		t.Fatalf("docs/planner.md has no table under %q", head)
	}
	from = from[at:]
	var keys []string
	for line := range strings.SplitSeq(from[1:], "\n") {
		if !strings.HasPrefix(line, "|") {
			break
		}
		for _, k := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
			keys = append(keys, k[1])
		}
	}
	slices.Sort(keys)
	return keys
}

// keysOf lists the path of every key in a JSON text, without the numbers of lists.
func keysOf(t *testing.T, text []byte) map[string]bool {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				path := strings.TrimPrefix(at+"."+k, ".")
				if _, list := x.([]any); list && k != "sessions" {
					path += "[]"
				}
				all[path] = true
				walk(path, x)
			}
		case []any:
			for _, x := range v {
				walk(at, x)
			}
		}
	}
	walk("", v)
	return all
}

// alike are keys of which one line of the tables tells.
var alike = []struct {
	path *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`^summary\.fairness\.(plan|fairer)\.`), "fairness."},
	{regexp.MustCompile(`^fairness\.(all|by_tier\[\]|by_town\[\])\.`), "spread."},
	{regexp.MustCompile(`^(places|workers|seats)\[\]\.`), "worth."},
}

// toldAs lists keys as the tables name them.
func toldAs(keys map[string]bool) []string {
	named := map[string]bool{}
	for k := range keys {
		for _, a := range alike {
			k = a.path.ReplaceAllString(k, a.as)
		}
		named[k] = true
	}
	return slices.Sorted(maps.Keys(named))
}

// A key that nobody can look up says nothing to who reads the file.
func TestEveryKeyThatIsWrittenIsExplained(t *testing.T) {
	in := lively(rand.New(rand.NewPCG(5, 6)))
	locked := 0
	for CheckLocks(in, []int{locked}, []int{int(in.People[locked].Cur[0])}) != nil {
		locked++
	}
	p := Solve(t.Context(), in, Settings{Rounds: 9, Seed: 1, Workers: 1, Keep: true, LockPeople: []int{locked},
		LockSessions: []int{int(in.People[locked].Cur[0])}})
	over, stop := context.WithCancel(t.Context())
	stop()
	p.Summary.Fairness = &Beside{Weight: 4, Plan: p.Fairness(t.Context()), Fairer: p.Fairness(over)}
	today := Solve(over, in, Settings{Rounds: 9, Workers: 1, Keep: true})
	var plan, stopped, why, cut bytes.Buffer
	for out, write := range map[*bytes.Buffer]func() error{
		&plan:    func() error { return p.Write(&plan) },
		&stopped: func() error { return today.Write(&stopped) },
		&why:     func() error { return p.Explain(t.Context()).Write(&why) },
		&cut:     func() error { return p.Explain(over).Write(&cut) },
	} {
		if err := write(); err != nil || out.Len() == 0 {
			t.Fatal(err)
		}
	}
	keys := keysOf(t, plan.Bytes())
	maps.Copy(keys, keysOf(t, stopped.Bytes()))
	fair := func(k string) bool { return strings.HasPrefix(k, "fairness.") || strings.HasPrefix(k, "spread.") }
	written := toldAs(keys)
	same(t, "### The plan", slices.DeleteFunc(slices.Clone(written), fair))
	same(t, "### Fairness", slices.DeleteFunc(written, func(k string) bool { return !fair(k) }))
	reasons := keysOf(t, why.Bytes())
	maps.Copy(reasons, keysOf(t, cut.Bytes()))
	same(t, "### The reasons", slices.DeleteFunc(toldAs(reasons), fair))
	same(t, "| `rule` |", sortedOnce(slices.Collect(maps.Values(ruleNames))))
	same(t, "| `why` |", sortedOnce(slices.Collect(maps.Values(reasonNames))))
}

func sortedOnce(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// same holds what is written to what a section explains.
func same(t *testing.T, head string, written []string) {
	t.Helper()
	if explained := documented(t, head); !slices.Equal(explained, written) {
		t.Errorf("docs/planner.md explains under %q\n%q, and written are\n%q", head, explained, written)
	}
}
