package forecast

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// mix reads the shares of the tiers by year; every year sums to 1.
func (r *reader) mix(n *yaml.Node) {
	if n == nil {
		return
	}
	tier := map[string]int{}
	for _, e := range r.entries(n, "mix") {
		y, ok := r.year(e, "mix")
		if !ok {
			continue
		}
		r.m.mixYears = append(r.m.mixYears, y)
		shares := r.shares(e.value, "mix."+e.name, aShare)
		if s := r.sum(shares); !near(s) {
			r.fault(e.key, "mix."+e.name, "the tiers sum to %s, not 1", shareText(s))
		}
		for _, s := range shares {
			at, known := tier[s.name]
			if !known {
				at = len(r.m.tiers)
				tier[s.name] = at
				r.m.tiers = append(r.m.tiers, s.name)
				r.m.mix = append(r.m.mix, series{})
			}
			r.m.mix[at].years = append(r.m.mix[at].years, y)
			r.m.mix[at].at = append(r.m.mix[at].at, s.at)
		}
	}
	r.fillMix()
	if len(r.m.mixYears) == 0 {
		r.fault(n, "mix", "has no year")
	} else if first := minimum(r.m.mixYears); first > r.m.From && !r.lost["years"] {
		r.fault(n, "mix", "begins in %d, after the first year %d", first, r.m.From)
	}
}

func minimum(list []int) int {
	least := list[0]
	for _, x := range list {
		least = min(least, x)
	}
	return least
}

// fillMix gives a tier that a year leaves out the share nothing in that year.
func (r *reader) fillMix() {
	for t, name := range r.m.tiers {
		s := &r.m.mix[t]
		for _, y := range r.m.mixYears {
			given := false
			for _, have := range s.years {
				given = given || have == y
			}
			if !given {
				s.years = append(s.years, y)
				s.at = append(s.at, r.absent("mix."+strconv.Itoa(y)+"."+name, aShare, 0))
			}
		}
		s.sort()
	}
}

func (s *series) sort() {
	for i := 1; i < s.Len(); i++ {
		for j := i; j > 0 && s.Less(j, j-1); j-- {
			s.Swap(j, j-1)
		}
	}
}

// tier finds a tier of the mix. One that is misspelt is a fault, and the nearest
// is taken for it, so that shares which then sum to less are no second fault;
// where none is near, sums by tier are not held to anything any more.
func (r *reader) tier(n *yaml.Node, path, name string) int {
	if at := slices.Index(r.m.tiers, name); at >= 0 {
		return at
	}
	r.fault(n, path, "there is no tier %q in the mix%s", name, offer(name, r.m.tiers))
	if at := slices.Index(r.m.tiers, nearest(name, r.m.tiers)); at >= 0 {
		return at
	}
	r.lost["tiers"] = true
	return 0
}

func (r *reader) moves(n *yaml.Node) {
	entries := r.entries(n, "moves")
	if len(entries) > 0 && len(r.m.mixYears) > 1 {
		r.fault(n, "moves", "moves go with one year in mix, not with several")
	}
	for _, e := range entries {
		from := r.tier(e.key, "moves."+e.name, e.name)
		out := 0.0
		for _, to := range r.entries(e.value, "moves."+e.name) {
			path := "moves." + e.name + "." + to.name
			m := move{from: from, to: r.tier(to.key, path, to.name), at: r.number(to.value, path, aShare)}
			out += r.m.numbers[m.at].Value
			r.m.moves = append(r.m.moves, m)
		}
		if out > 1 {
			r.fault(e.key, "moves."+e.name, "the shares that move sum to %s, above 1", shareText(out))
		}
	}
}

func (r *reader) cohorts(n *yaml.Node) {
	entries := r.named(n, "cohorts")
	for _, e := range entries {
		r.m.cohorts = append(r.m.cohorts, r.cohort(e, "cohorts."+e.name))
	}
	if n != nil && len(entries) == 0 {
		r.fault(n, "cohorts", "has no cohort")
	}
	for t, name := range r.m.tiers {
		sum, first := 0.0, cohort{}
		for _, c := range r.m.cohorts {
			if c.tier != t {
				continue
			}
			sum += r.m.numbers[c.part].Value
			if first.line == 0 {
				first = c
			}
		}
		switch {
		case n == nil || near(sum) || r.lost["tiers"]:
		case first.line == 0:
			r.fault(n, "cohorts", "no cohort is of the tier %q", name)
		default:
			r.faultAt(first.line, first.col, "cohorts", "the parts of the tier %q sum to %s, not 1", name,
				shareText(sum))
		}
	}
}

// perYear is the unit of which a person takes one a year.
const perYear = "year"

func (r *reader) cohort(e entry, path string) cohort {
	got := r.fixed(e.value, path, "tier", "part", "provider", "unit", "price", "a_week", "weeks", "sharing",
		"transport", "meals", "contribution", "places", "group", "band")
	c := cohort{name: e.name, line: e.key.Line, col: e.key.Column}
	if got["tier"] == nil && !r.meant[path+".tier"] {
		r.fault(e.key, path+".tier", "is missing")
	}
	if c.tierName = r.text(got["tier"], path+".tier"); got["tier"] != nil {
		c.tier = r.tier(got["tier"], path+".tier", c.tierName)
	} else {
		r.lost["tiers"] = true
	}
	c.unit = r.text(got["unit"], path+".unit")
	c.provider = r.text(got["provider"], path+".provider")
	c.group, c.band = r.text(got["group"], path+".group"), r.text(got["band"], path+".band")
	c.part = r.needed(e.key, got["part"], path+".part", aShare)
	c.price = r.needed(e.key, got["price"], path+".price", anyAmount)
	if c.unit == perYear {
		c.aWeek = r.orDefault(got["a_week"], path+".a_week", anyAmount, 0)
		c.weeks = r.orDefault(got["weeks"], path+".weeks", anyAmount, 0)
	} else {
		c.aWeek = r.needed(e.key, got["a_week"], path+".a_week", anyAmount)
		c.weeks = r.needed(e.key, got["weeks"], path+".weeks", anyAmount)
	}
	c.sharing = r.orDefault(got["sharing"], path+".sharing", sharers, 1)
	c.transport = r.orDefault(got["transport"], path+".transport", anyAmount, 0)
	c.meals = r.orDefault(got["meals"], path+".meals", anyAmount, 0)
	c.contribution = r.orDefault(got["contribution"], path+".contribution", anyAmount, 0)
	c.places = r.orDefault(got["places"], path+".places", anyAmount, unlimited)
	return c
}

// unlimited is the number of places of a cohort that names none.
const unlimited = 1e18

func (r *reader) prices(n *yaml.Node) {
	sum, any := 0.0, false
	for _, e := range r.named(n, "prices") {
		path := "prices." + e.name
		got := r.fixed(e.value, path, "share", "growth")
		c := cause{name: e.name, share: r.needed(e.key, got["share"], path+".share", aShare)}
		c.growth = r.byYear(got["growth"], path+".growth", anyAmount)
		sum, any = sum+r.m.numbers[c.share].Value, true
		r.m.causes = append(r.m.causes, c)
	}
	if any && !near(sum) {
		r.fault(n, "prices", "the shares sum to %s, not 1", shareText(sum))
	}
}

func (r *reader) jobs(n *yaml.Node) {
	got := map[string]*yaml.Node{}
	if n != nil {
		got = r.fixed(n, "jobs", "new", "saving", "kept", "refill")
	}
	r.m.jobsNew = r.byYear(got["new"], "jobs.new", anyAmount)
	r.m.jobsSaving = r.orDefault(got["saving"], "jobs.saving", anyAmount, 0)
	r.m.jobsKept = r.orDefault(got["kept"], "jobs.kept", aShare, 1)
	r.m.refill = r.truth(got["refill"], "jobs.refill")
}

func (r *reader) options(n *yaml.Node) {
	for _, e := range r.named(n, "options") {
		path := "options." + e.name
		got := r.fixed(e.value, path, "model", "set")
		o := option{name: e.name, set: map[int]Number{}}
		if model := r.text(got["model"], path+".model"); model == "today" {
			o.today = true
		} else if model != "" && model != "tiers" {
			r.fault(got["model"], path+".model", "is %q; it is today or tiers", model)
		}
		for _, s := range r.entries(got["set"], path+".set") {
			r.set(&o, s, path+".set."+s.name)
		}
		r.m.options = append(r.m.options, o)
	}
	if len(r.m.options) == 0 {
		r.m.options = []option{{name: "central"}}
	}
}

// set replaces one number in an option.
func (r *reader) set(o *option, e entry, path string) {
	at, known := r.m.places[e.name]
	if !known && r.unread(e.name) {
		return
	}
	if !known {
		r.fault(e.key, path, "there is no number at this path%s", offer(e.name, r.paths()))
		return
	}
	before := len(r.m.numbers)
	r.number(e.value, path, r.m.numbers[at].bounds)
	o.set[at] = r.m.numbers[before]
	r.m.numbers = r.m.numbers[:before] // a replacement is no number of its own
	delete(r.m.places, path)
}

func (r *reader) paths() []string {
	all := make([]string, 0, len(r.m.places))
	for p := range r.m.places {
		all = append(all, p)
	}
	return all
}

// sum1 is a group of shares that sum to 1 or, with most, to 1 at most.
type sum1 struct {
	what string
	at   []int
	most bool
}

// sums lists every group of shares that must sum to 1, or to no more.
func (r *reader) sums() []sum1 {
	var all []sum1
	for _, y := range r.m.mixYears {
		s := sum1{what: "the tiers of " + strconv.Itoa(y)}
		for _, tier := range r.m.mix {
			for i, given := range tier.years {
				if given == y {
					s.at = append(s.at, tier.at[i])
				}
			}
		}
		all = append(all, s)
	}
	for t, name := range r.m.tiers {
		s := sum1{what: "the parts of the tier " + strconv.Quote(name)}
		for _, c := range r.m.cohorts {
			if c.tier == t {
				s.at = append(s.at, c.part)
			}
		}
		all = append(all, s)
	}
	s := sum1{what: "the price shares"}
	for _, c := range r.m.causes {
		s.at = append(s.at, c.share)
	}
	all = append(all, s)
	s = sum1{what: "the shares that leave", most: true}
	for _, l := range r.m.leave {
		s.at = append(s.at, l.at)
	}
	all = append(all, s)
	for t, name := range r.m.tiers {
		s := sum1{what: "the shares that move from " + strconv.Quote(name), most: true}
		for _, mv := range r.m.moves {
			if mv.from == t {
				s.at = append(s.at, mv.at)
			}
		}
		all = append(all, s)
	}
	return all
}

// checkOptions holds every option's replaced shares to the rules of the file.
// The fault stands at the last of them.
func (r *reader) checkOptions() {
	for i := range r.m.options {
		o := &r.m.options[i]
		v := r.m.values(o)
		for _, s := range r.sums() {
			total, last := 0.0, Number{}
			for _, at := range s.at {
				total += v[at]
				if n, set := o.set[at]; set && (n.line > last.line || n.line == last.line && n.col > last.col) {
					last = n
				}
			}
			switch {
			case last.line == 0:
			case s.most && total > 1:
				r.faultAt(last.line, last.col, last.Path, "%s sum to %s, above 1", s.what, shareText(total))
			case !s.most && !near(total):
				r.faultAt(last.line, last.col, last.Path, "%s sum to %s, not 1", s.what, shareText(total))
			}
		}
	}
}

func (r *reader) solves(n *yaml.Node) {
	var names []string
	for _, o := range r.m.options {
		names = append(names, o.name)
	}
	for _, e := range r.named(n, "solve") {
		path := "solve." + e.name
		got := r.fixed(e.value, path, "option", "vary", "within", "until", "equals")
		s := solve{name: e.name, line: e.key.Line, col: e.key.Column}
		if s.option = r.text(orParent(got["option"], e.key), path+".option"); !contains(names, s.option) {
			r.fault(orParent(got["option"], e.key), path+".option", "there is no option %q%s", s.option,
				offer(s.option, names))
		}
		vary := r.text(orParent(got["vary"], e.key), path+".vary")
		at, known := r.m.places[vary]
		if !known && !r.unread(vary) {
			r.fault(orParent(got["vary"], e.key), path+".vary", "there is no number at %q%s", vary,
				offer(vary, r.paths()))
		}
		s.vary = at
		before := len(r.faults)
		s.lo, s.hi = r.within(orParent(got["within"], e.key), path+".within")
		if known && len(r.faults) == before {
			r.withinBounds(orParent(got["within"], e.key), path+".within", s)
		}
		s.until = r.text(orParent(got["until"], e.key), path+".until")
		if _, ok := r.m.getter(s.until); !ok && !r.lost["years"] && !r.unread(s.until) {
			r.fault(orParent(got["until"], e.key), path+".until", "there is no result at %q%s", s.until,
				offer(s.until, r.m.runPaths()))
		}
		s.equals = r.signed(orParent(got["equals"], e.key), path+".equals")
		r.m.solves = append(r.m.solves, s)
	}
}

// withinBounds refuses a search where the number itself may not be.
func (r *reader) withinBounds(n *yaml.Node, path string, s solve) {
	num := r.m.numbers[s.vary]
	switch {
	case s.lo < num.bounds.least:
		r.fault(n, path, "begins at %v; %s is at least %v", s.lo, num.Path, num.bounds.least)
	case s.hi > num.bounds.most:
		r.fault(n, path, "ends at %v; %s is at most %v", s.hi, num.Path, num.bounds.most)
	}
}

// signed reads a number that may be negative, as a saving may.
func (r *reader) signed(n *yaml.Node, path string) float64 {
	var f float64
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || n.Decode(&f) != nil {
		r.fault(n, path, "a number is needed here, not %s", kindOf(n))
	}
	return f
}

func (r *reader) within(n *yaml.Node, path string) (lo, hi float64) {
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		r.fault(n, path, "two numbers are needed here, such as [1, 8]")
		return 0, 0
	}
	lo, hi = r.float(n.Content[0], path, anyAmount), r.float(n.Content[1], path, anyAmount)
	if lo > hi {
		r.fault(n, path, "begins at %v, above its end %v", lo, hi)
	}
	return lo, hi
}

func (r *reader) printed(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "printed", "a list is needed here, not %s", kindOf(n))
		return
	}
	for i, item := range n.Content {
		path := "printed." + strconv.Itoa(i)
		item = resolve(item)
		got := r.fixed(item, path, "says", "of", "where")
		p := printed{line: item.Line, col: item.Column, where: r.text(got["where"], path+".where")}
		says := orParent(got["says"], item)
		p.value, p.says = r.signed(says, path+".says"), says.Value
		of := orParent(got["of"], item)
		if p.of = r.text(of, path+".of"); p.of == "" {
			continue
		}
		if !r.lost["years"] && !r.unread(p.of) && !r.m.gives(p.of) {
			r.fault(of, path+".of", "there is no result at %q%s", p.of, offer(p.of, r.m.resultPaths()))
		}
		r.m.printed = append(r.m.printed, p)
	}
}

func (r *reader) drawing(n *yaml.Node) {
	if n == nil {
		return
	}
	got := r.fixed(n, "draws", "count", "seed")
	if got["count"] != nil {
		count, ok := r.whole(got["count"], "draws.count")
		if ok && (count < 1 || count > mostDraws) {
			r.fault(got["count"], "draws.count", "is %d; it lies from 1 to %d", count, mostDraws)
		}
		r.m.draws = count
	}
	if got["seed"] != nil {
		seed, ok := r.whole(got["seed"], "draws.seed")
		if ok && seed < 0 {
			r.fault(got["seed"], "draws.seed", "is negative (%d)", seed)
		}
		r.m.seed = uint64(seed)
	}
}
