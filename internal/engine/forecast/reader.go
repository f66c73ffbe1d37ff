package forecast

import (
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fault is one thing wrong with a file, and its place.
type Fault struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

// Faults is everything wrong with a file, in the order of its lines.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = fmt.Sprintf("%d:%d: %s: %s", x.Line, x.Column, x.Path, x.Message)
	}
	return strings.Join(lines, "\n")
}

// reader walks the tree of a file, gathers its numbers and its faults.
type reader struct {
	m      *Model
	faults Faults
	// meant holds the paths for which an unknown key was taken: that they are
	// missing needs no second fault.
	meant map[string]bool
	// lost holds the paths that could not be read, so that what refers to them
	// is no fault of its own.
	lost map[string]bool
}

func (r *reader) fault(n *yaml.Node, path, format string, args ...any) {
	line, col := 1, 1
	if n != nil {
		line, col = n.Line, n.Column
	}
	r.faultAt(line, col, path, format, args...)
}

func (r *reader) faultAt(line, col int, path, format string, args ...any) {
	if path == "" {
		path = "file"
	}
	r.faults = append(r.faults, Fault{line, col, path, fmt.Sprintf(format, args...)})
}

// entry is one key of a mapping with its value.
type entry struct {
	key   *yaml.Node
	name  string
	value *yaml.Node
}

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// entries lists a mapping's keys in their order; anything else is a fault.
func (r *reader) entries(n *yaml.Node, path string) []entry {
	n = resolve(n)
	if n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.fault(n, path, "a list of names and values is needed here, not %s", kindOf(n))
		r.lost[path] = true
		return nil
	}
	seen := map[string]bool{}
	var all []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := resolve(n.Content[i])
		if k.Kind != yaml.ScalarNode {
			r.fault(k, path, "a key must be a name or a year")
			continue
		}
		if seen[k.Value] {
			r.fault(k, join(path, k.Value), "this key stands twice")
			continue
		}
		seen[k.Value] = true
		all = append(all, entry{n.Content[i], k.Value, resolve(n.Content[i+1])})
	}
	return all
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "names and values"
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return "nothing"
		}
		return strconv.Quote(n.Value)
	case yaml.DocumentNode, yaml.AliasNode:
		return "that"
	}
	return "that"
}

// fixed reads a mapping whose keys are known; an unknown one is a fault that
// offers the nearest known key.
func (r *reader) fixed(n *yaml.Node, path string, known ...string) map[string]*yaml.Node {
	got := map[string]*yaml.Node{}
	all := r.entries(n, path)
	for i, e := range all {
		if i > 0 && restOfNumber(all[i-1], e) {
			r.fault(e.key, join(path, all[i-1].name), "a number has no comma here; write %s",
				all[i-1].value.Value+e.name)
			continue
		}
		if !contains(known, e.name) {
			r.fault(e.key, join(path, e.name), "unknown key%s", offer(e.name, known))
			if near := nearest(e.name, known); near != "" {
				r.meant[join(path, near)] = true
				r.lost[join(path, near)] = true
			}
			continue
		}
		got[e.name] = e.value
	}
	return got
}

var thousands = regexp.MustCompile(`^\d{3}(\.\d+)?$`)

// restOfNumber finds the thousands of {value: 1,556}, which YAML takes for a name
// without a value.
func restOfNumber(before, e entry) bool {
	return thousands.MatchString(e.name) && e.value != nil && e.value.Tag == "!!null" && before.value != nil &&
		before.value.Tag == "!!int"
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// offer names the nearest of the known words, when one is near.
func offer(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// nearest gives the known word with the fewest letters to change, if they are
// few; of several the first in the alphabet.
func nearest(word string, known []string) string {
	best, far := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := distance(word, k); d < far || d == far && best != "" && k < best {
			best, far = k, d
		}
	}
	return best
}

// distance counts the letters to change, add or drop to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := before
			if a[i-1] != b[j-1] {
				cost++
			}
			before = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

var goodName = regexp.MustCompile(`^[A-Za-z][^.\s]*$`)

// named reads a mapping whose keys are names that the author chose.
func (r *reader) named(n *yaml.Node, path string) []entry {
	var good []entry
	for _, e := range r.entries(n, path) {
		if !goodName.MatchString(e.name) {
			r.fault(e.key, join(path, e.name), "a name starts with a letter and holds no dot or space")
			continue
		}
		good = append(good, e)
	}
	return good
}

// limits bound a number.
type limits struct{ most, least float64 }

var (
	anyAmount = limits{most: math.Inf(1)}
	aShare    = limits{most: 1}
	sharers   = limits{most: math.Inf(1), least: 1}
)

// number reads N: a plain number or one with a range and a source. It returns
// the number's place in the model's list.
func (r *reader) number(n *yaml.Node, path string, l limits) int {
	num := Number{Path: path, line: n.Line, col: n.Column, bounds: l, Given: true}
	if n.Kind == yaml.MappingNode {
		r.rangedNumber(n, path, l, &num)
	} else {
		num.Value = r.float(n, path, l)
	}
	return r.keep(num)
}

func (r *reader) rangedNumber(n *yaml.Node, path string, l limits, num *Number) {
	got := r.fixed(n, path, "value", "low", "high", "source", "assumed")
	num.Source, num.Assumed = r.text(got["source"], path), r.text(got["assumed"], path)
	if got["value"] == nil {
		r.fault(n, join(path, "value"), "is missing: a number needs its value")
		return
	}
	num.Value = r.float(got["value"], path, l)
	if (got["low"] == nil) != (got["high"] == nil) {
		r.fault(n, path, "low and high come together")
		return
	}
	if got["low"] == nil {
		return
	}
	num.Ranged = true
	num.Low, num.High = r.float(got["low"], join(path, "low"), l), r.float(got["high"], join(path, "high"), l)
	if num.Low > num.Value {
		r.fault(got["low"], join(path, "low"), "low (%v) is above the value (%v)", num.Low, num.Value)
	}
	if num.High < num.Value {
		r.fault(got["high"], join(path, "high"), "high (%v) is below the value (%v)", num.High, num.Value)
	}
}

// keep puts a number into the model's list.
func (r *reader) keep(n Number) int {
	r.m.numbers = append(r.m.numbers, n)
	at := len(r.m.numbers) - 1
	r.m.places[n.Path] = at
	return at
}

// absent is a number that the file leaves out; it has a path all the same, so
// that an option can set it.
func (r *reader) absent(path string, l limits, value float64) int {
	return r.keep(Number{Path: path, Value: value, bounds: l})
}

// orDefault reads a number that may be left out.
func (r *reader) orDefault(n *yaml.Node, path string, l limits, value float64) int {
	if n == nil {
		return r.absent(path, l, value)
	}
	return r.number(n, path, l)
}

// needed reads a number that may not be left out.
func (r *reader) needed(parent, n *yaml.Node, path string, l limits) int {
	if n == nil {
		if !r.meant[path] {
			r.fault(parent, path, "is missing")
		}
		return r.absent(path, l, l.least)
	}
	return r.number(n, path, l)
}

func (r *reader) float(n *yaml.Node, path string, l limits) float64 {
	var f float64
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || n.Decode(&f) != nil {
		r.fault(n, path, "a number is needed here, not %s%s", kindOf(n), bareNumber(n))
		return l.least
	}
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		r.fault(n, path, "a number is needed here, not %s", n.Value)
		return l.least
	case f < 0:
		r.fault(n, path, "is negative (%v)", f)
	case f < l.least:
		r.fault(n, path, "is %v; it is at least %v", f, l.least)
	case f > l.most:
		r.fault(n, path, "is %v; a share is at most %v", f, l.most)
	}
	return f
}

// bareNumber says how a number is written that stands in words, such as "£1,000"
// or "30 %".
func bareNumber(n *yaml.Node) string {
	bare := strings.NewReplacer("£", "", ",", "", "%", "", " ", "").Replace(n.Value)
	x, err := strconv.ParseFloat(bare, 64)
	if n.Kind != yaml.ScalarNode || err != nil {
		return ""
	}
	if strings.Contains(n.Value, "%") {
		x /= 100
	}
	return "; write " + strconv.FormatFloat(x, 'f', -1, 64)
}

func (r *reader) text(n *yaml.Node, path string) string {
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.fault(n, path, "words are needed here, not %s", kindOf(n))
		return ""
	}
	return n.Value
}

func (r *reader) truth(n *yaml.Node, path string) bool {
	var b bool
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" || n.Decode(&b) != nil {
		r.fault(n, path, "true or false is needed here, not %s", kindOf(n))
	}
	return b
}

// whole reads a whole number such as a year.
func (r *reader) whole(n *yaml.Node, path string) (int, bool) {
	var i int
	if n != nil && n.Kind == yaml.ScalarNode && n.Tag == "!!int" && n.Decode(&i) == nil {
		return i, true
	}
	if n != nil && n.Kind == yaml.ScalarNode {
		if begins, span := spanOfYears(n.Value); span {
			r.fault(n, path, "a whole number is needed here, not %q; write %d", n.Value, begins)
			return begins, true
		}
		r.fault(n, path, "a whole number is needed here, not %s%s", kindOf(n), bareNumber(n))
		return 0, false
	}
	r.fault(n, path, "a whole number is needed here")
	return 0, false
}

// firstYear and lastYear bound what is taken for a year.
const firstYear, lastYear = 1900, 2200

// year reads a key that is a year. A financial year such as 2026-27 is refused,
// and read on as the year that it begins in, so that what follows is no fault of
// its own.
func (r *reader) year(e entry, path string) (int, bool) {
	y, err := strconv.Atoi(e.name)
	if err == nil && y >= firstYear && y <= lastYear {
		return y, true
	}
	begins, span := spanOfYears(e.name)
	if span {
		r.fault(e.key, join(path, e.name), "a year such as 2021 is needed here; write %d", begins)
		return begins, true
	}
	r.fault(e.key, join(path, e.name), "a year such as 2021 is needed here")
	return 0, false
}

var twoYears = regexp.MustCompile(`^(\d{4})\s?[-/–]\s?(\d{2}|\d{4})$`)

// spanOfYears reads "2026-27" or "2026/2027" as the year that it begins in.
func spanOfYears(s string) (begins int, ok bool) {
	m := twoYears.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	y, err := strconv.Atoi(m[1])
	next := strconv.Itoa(y + 1)
	return y, err == nil && y >= firstYear && y <= lastYear && (m[2] == next || m[2] == next[2:])
}

// byYear reads a table by year.
func (r *reader) byYear(n *yaml.Node, path string, l limits) series {
	var s series
	for _, e := range r.entries(n, path) {
		y, ok := r.year(e, path)
		if !ok {
			continue
		}
		s.years = append(s.years, y)
		s.at = append(s.at, r.number(e.value, join(path, e.name), l))
	}
	sort.Sort(&s)
	return s
}

// Len, Less and Swap sort a table by its years.
func (s *series) Len() int           { return len(s.years) }
func (s *series) Less(i, j int) bool { return s.years[i] < s.years[j] }
func (s *series) Swap(i, j int) {
	s.years[i], s.years[j] = s.years[j], s.years[i]
	s.at[i], s.at[j] = s.at[j], s.at[i]
}
