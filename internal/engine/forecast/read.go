package forecast

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Format is the first line of every file.
const Format = "ourdays-forecast/1"

// defaultDraws is how many draws a file gets that names none.
const defaultDraws = 10000

// mostYears and mostDraws bound what one file may ask for.
const (
	mostYears = 150
	mostDraws = 10_000_000
)

// Read reads a file. When anything is wrong the error is Faults: all of it.
func Read(in io.Reader) (*Model, error) {
	r := &reader{m: &Model{places: map[string]int{}, draws: defaultDraws, seed: 1}, meant: map[string]bool{},
		lost: map[string]bool{}}
	root, err := r.parse(in)
	if err != nil {
		return nil, err
	}
	if root != nil {
		r.top(root)
	}
	r.checkOptions()
	if len(r.faults) > 0 {
		sort.SliceStable(r.faults, func(i, j int) bool {
			a, b := r.faults[i], r.faults[j]
			return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
		})
		return nil, r.faults
	}
	return r.m, nil
}

// mostBytes bounds the length of a file.
const mostBytes = 4 << 20

// parse reads the one document of the file into a tree.
func (r *reader) parse(in io.Reader) (*yaml.Node, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read forecast: %w", err)
	}
	if len(text) > mostBytes {
		r.fault(nil, "", "the file is longer than %d MB", mostBytes>>20)
		return nil, nil //nolint:nilnil // the fault says it
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		r.fault(nil, "", "the file is empty")
		return nil, nil //nolint:nilnil // the fault says it
	case err != nil:
		r.syntax(text, err)
		return nil, nil //nolint:nilnil // the fault says it
	}
	var more yaml.Node
	switch err := dec.Decode(&more); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntax(text, err)
	default:
		r.fault(&more, "", "one file holds one forecast; a second document begins here")
	}
	r.m.tree = &doc
	return resolve(doc.Content[0]), nil
}

var (
	yamlLine   = regexp.MustCompile(`^line (\d+): (.*)$`)
	yamlAnchor = regexp.MustCompile(`^unknown anchor '([^']+)'`)
)

// syntax tells where the text stops being YAML. The library counts the lines of
// what its parser expected from 0 and those of its scanner from 1, and gives no
// column: the fault stands where the line's first word begins.
func (r *reader) syntax(text []byte, err error) {
	line, what := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(what); m != nil {
		if n, convErr := strconv.Atoi(m[1]); convErr == nil {
			line, what = n, m[2]
		}
		if strings.HasPrefix(what, "did not find expected") {
			line++
		}
	}
	if m := yamlAnchor.FindStringSubmatch(what); m != nil {
		if at := bytes.Index(text, []byte("*"+m[1])); at >= 0 {
			before := text[:at]
			r.faultAt(1+bytes.Count(before, []byte("\n")), at-bytes.LastIndexByte(before, '\n'), "",
				"this is not YAML: %s", what)
			return
		}
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	line = min(line, len(lines))
	if strings.HasPrefix(what, "did not find expected key") || strings.HasPrefix(what,
		"did not find expected '-'") {
		line = breaks(lines, what)
	}
	written := lines[line-1]
	r.faultAt(line, 1+len(written)-len(bytes.TrimLeft(written, " \t")), "", "this is not YAML: %s", what)
}

// breaks finds the first line with which the text is no longer YAML for the
// reason given: for a line that is out of its column the library names only
// where the list around it began.
func breaks(lines [][]byte, what string) int {
	at := sort.Search(len(lines), func(i int) bool {
		var doc yaml.Node
		err := yaml.Unmarshal(bytes.Join(lines[:i+1], nil), &doc)
		return err != nil && strings.HasSuffix(err.Error(), what)
	})
	return min(at+1, len(lines))
}

// top reads the whole file in the order in which later parts need earlier ones.
func (r *reader) top(root *yaml.Node) {
	got := r.fixed(root, "", "format", "name", "years", "today", "population", "demand", "growth",
		"people", "mix",
		"moves", "phase_in", "cohorts", "prices", "one_off", "jobs", "savings_plan", "options", "solve",
		"printed", "draws")
	for _, k := range []string{"format", "name", "years", "today", "people", "mix", "cohorts"} {
		if got[k] == nil && !r.meant[k] && !r.lost[""] {
			r.fault(root, k, "is missing")
		}
	}
	if got["format"] != nil && got["format"].Value != Format {
		r.fault(got["format"], "format", "is %q; this program reads %q", got["format"].Value, Format)
	}
	r.m.Name = r.text(got["name"], "name")
	r.years(got["years"])
	r.today(got["today"])
	r.population(got["population"])
	r.demand(got["demand"])
	r.growth(got["growth"])
	r.people(got["people"])
	r.mix(got["mix"])
	r.moves(got["moves"])
	r.m.phase = r.byYear(got["phase_in"], "phase_in", aShare)
	r.cohorts(got["cohorts"])
	r.prices(got["prices"])
	for _, e := range r.named(got["one_off"], "one_off") {
		r.m.oneOffs = append(r.m.oneOffs, oneOff{e.name, r.byYear(e.value, "one_off."+e.name, anyAmount)})
	}
	r.jobs(got["jobs"])
	r.m.plan = r.byYear(got["savings_plan"], "savings_plan", anyAmount)
	r.options(got["options"])
	r.solves(got["solve"])
	r.printed(got["printed"])
	r.drawing(got["draws"])
}

func (r *reader) years(n *yaml.Node) {
	r.lost["years"] = true // until both are known
	if n == nil {
		return
	}
	got := r.fixed(n, "years", "from", "to")
	if got["from"] == nil && r.meant["years.from"] {
		return
	}
	from, ok := r.whole(orParent(got["from"], n), "years.from")
	if !ok {
		return
	}
	r.m.From, r.m.To = from, from+14
	if got["to"] != nil {
		to, ok := r.whole(got["to"], "years.to")
		if !ok {
			return
		}
		r.m.To = to
	}
	if r.m.To < from || r.m.To-from > mostYears {
		r.fault(got["to"], "years.to", "is %d; it lies from %d to %d", r.m.To, from, from+mostYears)
		r.m.To = from
		return
	}
	delete(r.lost, "years")
}

// orParent gives the node itself or, when it is missing, where it should be.
func orParent(n, parent *yaml.Node) *yaml.Node {
	if n == nil {
		return parent
	}
	return n
}

func (r *reader) today(n *yaml.Node) {
	if n == nil {
		return
	}
	got := r.fixed(n, "today", "people", "spend")
	r.m.todayPeople = r.shares(got["people"], "today.people", anyAmount)
	r.m.todaySpend = r.shares(got["spend"], "today.spend", anyAmount)
	if r.sum(r.m.todayPeople) <= 0 {
		r.fault(orParent(got["people"], n), "today.people", "names nobody: today's people are needed")
	}
	if r.sum(r.m.todaySpend) <= 0 {
		r.fault(orParent(got["spend"], n), "today.spend", "is nothing: today's spend is needed")
	}
}

func (r *reader) shares(n *yaml.Node, path string, l limits) []share {
	var all []share
	for _, e := range r.named(n, path) {
		all = append(all, share{e.name, r.number(e.value, join(path, e.name), l)})
	}
	return all
}

func (r *reader) sum(list []share) float64 {
	total := 0.0
	for _, s := range list {
		total += r.m.numbers[s.at].Value
	}
	return total
}

func (r *reader) population(n *yaml.Node) {
	for _, e := range r.named(n, "population") {
		s := r.byYear(e.value, "population."+e.name, anyAmount)
		if len(s.years) == 0 && !r.lost["population."+e.name] {
			r.fault(e.value, "population."+e.name, "has no year")
			r.lost["population."+e.name] = true
		}
		r.m.populations = append(r.m.populations, population{e.name, s})
	}
}

func (r *reader) demand(n *yaml.Node) {
	for _, e := range r.named(n, "demand") {
		path := "demand." + e.name
		got := r.fixed(e.value, path, "bands", "printed_total")
		d := demand{name: e.name, line: e.key.Line, col: e.key.Column}
		before := len(r.faults)
		for _, b := range r.named(got["bands"], path+".bands") {
			d.bands = append(d.bands, r.band(b, path+".bands."+b.name))
		}
		if len(d.bands) == 0 {
			r.fault(e.key, path+".bands", "has no band")
		} else if _, _, ok := d.span(r.m); !ok && len(r.faults) == before {
			r.fault(e.key, path, "its bands have no year in common")
		}
		r.lost[path] = len(r.faults) > before
		d.printed = r.byYear(got["printed_total"], path+".printed_total", anyAmount)
		r.m.demands = append(r.m.demands, d)
	}
}

func (r *reader) band(e entry, path string) band {
	got := r.fixed(e.value, path, "people", "rate", "of")
	b := band{name: e.name}
	switch {
	case got["people"] != nil && got["rate"] == nil && got["of"] == nil:
		b.people = r.byYear(got["people"], path+".people", anyAmount)
	case got["people"] == nil && got["rate"] != nil && got["of"] != nil:
		b.rate = r.byYear(got["rate"], path+".rate", anyAmount)
		b.of = r.text(got["of"], path+".of")
		r.ratesInside(b, got["of"], path)
	default:
		r.fault(e.key, path, "a band has either people, or a rate and the population it is of")
	}
	return b
}

// ratesInside refuses a rate of a population that is not there, or of years
// that the population does not have.
func (r *reader) ratesInside(b band, of *yaml.Node, path string) {
	var names []string
	for _, p := range r.m.populations {
		names = append(names, p.name)
		if p.name != b.of {
			continue
		}
		for _, y := range b.rate.years {
			if !p.people.covers(y) {
				r.fault(of, path+".rate."+strconv.Itoa(y), "the year %d is outside the population %q", y, b.of)
			}
		}
		return
	}
	r.fault(of, path+".of", "there is no population %q%s", b.of, offer(b.of, names))
}

func (r *reader) growth(n *yaml.Node) {
	if n == nil {
		return
	}
	got := r.fixed(n, "growth", "from", "to")
	from, ok1 := r.whole(orParent(got["from"], n), "growth.from")
	to, ok2 := r.whole(orParent(got["to"], n), "growth.to")
	if !ok1 || !ok2 {
		return
	}
	r.m.growing, r.m.growthFrom, r.m.growthTo = true, from, to
	for _, name := range r.seriesNames() {
		r.grows(got["from"], "growth.from", name, from)
		r.grows(got["to"], "growth.to", name, to)
		if start, inside := r.m.seriesAt(name, r.m.values(nil), from); inside && start == 0 {
			r.fault(got["from"], "growth.from", "%q is nothing in %d: its growth cannot be said", name, from)
		}
	}
}

// grows refuses a year that a series does not have.
func (r *reader) grows(n *yaml.Node, path, name string, y int) {
	if r.unread("demand."+name) || r.unread("population."+name) {
		return
	}
	if _, inside := r.m.seriesAt(name, r.m.values(nil), y); !inside {
		r.fault(n, path, "the year %d is outside the series %q", y, name)
	}
}

// unread reports whether something of the file that the path needs could not be
// read, which has its own fault.
func (r *reader) unread(path string) bool {
	path = strings.TrimPrefix(path, "growth.")
	for end := len(path); end > 0; end = strings.LastIndexByte(path[:end], '.') {
		if r.lost[path[:end]] {
			return true
		}
	}
	return false
}

func (r *reader) seriesNames() []string {
	var names []string
	for _, d := range r.m.demands {
		names = append(names, d.name)
	}
	for _, p := range r.m.populations {
		names = append(names, p.name)
	}
	return names
}

func (r *reader) people(n *yaml.Node) {
	if n == nil {
		return
	}
	got := r.fixed(n, "people", "start", "grows_like", "leave", "arrive")
	r.m.start = r.needed(n, got["start"], "people.start", anyAmount)
	r.growsLike(got["grows_like"])
	r.m.leave = r.shares(got["leave"], "people.leave", aShare)
	if s := r.sum(r.m.leave); s > 1 {
		r.fault(got["leave"], "people.leave", "the shares that leave sum to %s, above 1", shareText(s))
	}
	for _, e := range r.named(got["arrive"], "people.arrive") {
		r.arrival(e, "people.arrive."+e.name)
	}
}

func (r *reader) arrival(e entry, path string) {
	got := r.fixed(e.value, path, "leavers", "take_up")
	a := arrival{name: e.name, leavers: r.byYear(got["leavers"], path+".leavers", anyAmount)}
	a.takeUp = r.orDefault(got["take_up"], path+".take_up", aShare, 1)
	for y := r.m.From + 1; y <= r.m.To && !r.lost["years"]; y++ {
		if !a.leavers.covers(y) {
			r.fault(orParent(got["leavers"], e.value), path+".leavers", "the year %d is outside the table", y)
			break
		}
	}
	r.m.arrive = append(r.m.arrive, a)
}

func (r *reader) growsLike(n *yaml.Node) {
	r.m.growsLike = "none"
	if n == nil {
		return
	}
	name := r.text(n, "people.grows_like")
	if name == "none" {
		return
	}
	r.m.growsLike = name
	if names := r.seriesNames(); !contains(names, name) {
		r.fault(n, "people.grows_like", "there is no series %q%s", name, offer(name, append(names, "none")))
		return
	}
	if r.lost["years"] || r.unread("demand."+name) || r.unread("population."+name) {
		return
	}
	for y := r.m.From; y <= r.m.To; y++ {
		people, inside := r.m.seriesAt(name, r.m.values(nil), y)
		if !inside {
			r.fault(n, "people.grows_like", "the year %d is outside the series %q", y, name)
			return
		}
		if people == 0 && y < r.m.To {
			r.fault(n, "people.grows_like", "%q is nothing in %d: nothing grows from it", name, y)
			return
		}
	}
}

// shareText writes a sum of shares as finely as near tells them apart.
func shareText(x float64) string { return strconv.FormatFloat(roundTo(x, 4), 'f', -1, 64) }

// near reports whether shares sum to 1, as closely as a file writes them.
func near(sum float64) bool { return math.Abs(sum-1) <= 0.0005+1e-9 }
