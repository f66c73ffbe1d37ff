package forecast

import "go.yaml.in/yaml/v3"

// Number is one figure of a file: a value, perhaps with a range, and where it
// comes from. Assumed says why it is assumed; empty means the source gives it.
type Number struct {
	Path      string
	Value     float64
	Low, High float64
	Ranged    bool
	Source    string
	Assumed   string
	line, col int
	bounds    limits
	Given     bool // stands in the file; otherwise it is a default
}

// series is a table by year: the years, rising, and the numbers' places in
// the model's list of numbers.
type series struct {
	years []int
	at    []int
}

// share is a named number.
type share struct {
	name string
	at   int
}

type band struct {
	name   string
	people series
	rate   series
	of     string // population that the rate belongs to
}

type demand struct {
	name    string
	bands   []band
	printed series
	line    int
	col     int
}

type population struct {
	name   string
	people series
}

type arrival struct {
	name    string
	leavers series
	takeUp  int
}

type cause struct {
	name   string
	share  int
	growth series
}

type move struct {
	from, to int // places in the list of tiers
	at       int
}

type cohort struct {
	name, tierName, provider, unit, group, band string
	tier                                        int
	part, price, aWeek, weeks, sharing          int
	transport, meals, contribution, places      int
	line, col                                   int
}

type oneOff struct {
	name string
	cost series
}

type option struct {
	name  string
	today bool           // model: today
	set   map[int]Number // by place in the list of numbers
}

type solve struct {
	name, option, until string
	vary                int
	lo, hi, equals      float64
	line, col           int
}

type printed struct {
	says      string // as written, because its decimals count
	value     float64
	of        string
	where     string
	line, col int
}

// Model is a file that was read without a fault.
type Model struct {
	Name     string
	From, To int

	tree    *yaml.Node
	numbers []Number
	places  map[string]int // path to place in numbers

	populations          []population
	demands              []demand
	growing              bool
	growthFrom, growthTo int

	todayPeople, todaySpend []share
	start                   int
	growsLike               string
	leave                   []share
	arrive                  []arrival
	tiers                   []string
	mix                     []series // by tier
	mixYears                []int
	moves                   []move
	phase                   series
	cohorts                 []cohort
	causes                  []cause
	oneOffs                 []oneOff
	jobsNew                 series
	jobsSaving, jobsKept    int
	refill                  bool
	plan                    series
	options                 []option
	solves                  []solve
	printed                 []printed
	draws                   int
	seed                    uint64
}

// Numbers lists every number of the file with its path.
func (m *Model) Numbers() []Number { return m.numbers }

// Years lists the years of the forecast.
func (m *Model) Years() []int {
	years := make([]int, 0, m.To-m.From+1)
	for y := m.From; y <= m.To; y++ {
		years = append(years, y)
	}
	return years
}

// values gives the numbers of an option, by place.
func (m *Model) values(o *option) []float64 {
	v := make([]float64, len(m.numbers))
	for i, n := range m.numbers {
		v[i] = n.Value
	}
	if o != nil {
		for at, n := range o.set {
			v[at] = n.Value
		}
	}
	return v
}

// read reads a table at a year: a straight line between two given years. Outside
// the table it gives the nearest end; where outside is a fault, Read said so.
func (s series) read(v []float64, y int) float64 {
	if len(s.years) == 0 {
		return 0
	}
	if y <= s.years[0] {
		return v[s.at[0]]
	}
	for i := 1; i < len(s.years); i++ {
		if y > s.years[i] {
			continue
		}
		a, b := v[s.at[i-1]], v[s.at[i]]
		return a + (b-a)*float64(y-s.years[i-1])/float64(s.years[i]-s.years[i-1])
	}
	return v[s.at[len(s.at)-1]]
}

// exact reads a table at a given year only; any other year is nothing.
func (s series) exact(v []float64, y int) float64 {
	for i, given := range s.years {
		if given == y {
			return v[s.at[i]]
		}
	}
	return 0
}

func (s series) covers(y int) bool {
	return len(s.years) > 0 && y >= s.years[0] && y <= s.years[len(s.years)-1]
}

func (b band) at(m *Model, v []float64, y int) float64 {
	if b.of == "" {
		return b.people.read(v, y)
	}
	for _, p := range m.populations {
		if p.name == b.of {
			return b.rate.read(v, y) * p.people.read(v, y)
		}
	}
	return 0
}

func (d demand) at(m *Model, v []float64, y int) float64 {
	sum := 0.0
	for _, b := range d.bands {
		sum += b.at(m, v, y)
	}
	return sum
}

// span is the years that every band knows.
func (d demand) span(m *Model) (first, last int, ok bool) {
	for i, b := range d.bands {
		lo, hi, known := b.span(m)
		if !known {
			return 0, 0, false
		}
		if i == 0 || lo > first {
			first = lo
		}
		if i == 0 || hi < last {
			last = hi
		}
	}
	return first, last, len(d.bands) > 0 && first <= last
}

func (b band) span(m *Model) (first, last int, ok bool) {
	s := b.people
	if b.of != "" {
		s = b.rate
	}
	if len(s.years) == 0 {
		return 0, 0, false
	}
	first, last = s.years[0], s.years[len(s.years)-1]
	if b.of == "" {
		return first, last, true
	}
	for _, p := range m.populations {
		if p.name == b.of && len(p.people.years) > 0 {
			return max(first, p.people.years[0]), min(last, p.people.years[len(p.people.years)-1]), true
		}
	}
	return 0, 0, false
}

// seriesAt gives the value of a population or a demand, and whether the year is inside.
func (m *Model) seriesAt(name string, v []float64, y int) (float64, bool) {
	for _, d := range m.demands {
		if d.name == name {
			lo, hi, ok := d.span(m)
			return d.at(m, v, y), ok && y >= lo && y <= hi
		}
	}
	for _, p := range m.populations {
		if p.name == name {
			return p.people.read(v, y), p.people.covers(y)
		}
	}
	return 0, false
}
