package charging

import (
	"encoding/json"
	"fmt"
	"io"
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/platform/pence"
)

// longestFile is far above the largest household's file.
const longestFile = 1 << 20

// longestList bounds each list of a file, because entries are compared with
// one another.
const longestList = 1000

// Read reads an assessment's file. Everything wrong with it comes back at
// once as Faults, each with its JSON path; any other error is the reader's.
func Read(r io.Reader) (Case, error) {
	data, err := io.ReadAll(io.LimitReader(r, longestFile+1))
	if err != nil {
		return Case{}, fmt.Errorf("read assessment: %w", err)
	}
	if len(data) > longestFile {
		return Case{}, Faults{{Path: "$", Message: "the file is larger than 1 MB"}}
	}
	tree, err := parseTree(data)
	if err != nil {
		return Case{}, Faults{{Path: "$", Message: err.Error()}}
	}
	var rd reader
	c := rd.readCase(tree)
	for _, f := range c.Check() {
		if !rd.faults.covers(f.Path) {
			rd.faults = append(rd.faults, f)
		}
	}
	slices.SortStableFunc(rd.faults, func(a, b Fault) int { return topField(a.Path) - topField(b.Path) })
	return c, rd.faults.err()
}

// topFields are the fields of a file in their order, in which its faults are
// told too.
var topFields = []string{"date", "policy", "person", "capital", "income", "housing", "dre", "night_care",
	"disclosed",
	"light_touch", "services"}

// topField gives the place of a path's first field; unknown fields come first.
func topField(path string) int {
	name := strings.TrimPrefix(path, "$.")
	if i := strings.IndexAny(name, ".["); i >= 0 {
		name = name[:i]
	}
	return slices.Index(topFields, name)
}

// reader gathers the faults of one file.
type reader struct{ faults Faults }

// fields is an object that is being read: every name must be asked for.
type fields struct {
	rd   *reader
	path string
	obj  *object
}

func (rd *reader) readCase(n node) Case {
	f := rd.object(n, "$", topFields...)
	var c Case
	c.Date = f.date("date")
	if v, ok := f.get("policy"); ok {
		c.Policy = rd.policy(v)
	}
	if v, ok := f.need("person"); ok {
		c.Person = rd.person(v)
	}
	if v, ok := f.get("capital"); ok {
		c.Capital = rd.capital(v)
	} else {
		c.Capital.unsaid = true
	}
	c.Income = readEach(f, "income", rd.income)
	c.Housing = readEach(f, "housing", rd.expense)
	c.DRE = readEach(f, "dre", rd.expense)
	c.NightCare = f.boolean("night_care")
	if told := f.boolean("disclosed"); told != nil {
		c.Refused = !*told
	}
	if v, ok := f.get("light_touch"); ok {
		c.LightTouch = rd.lightTouch(v)
	}
	c.Services = readEach(f, "services", rd.service)
	return c
}

func (rd *reader) policy(n node) Policy {
	f := rd.object(n, "$.policy", "mig_weekly", "minimum_charge", "standard_dre", "share_of_disposable")
	p := Policy{MIG: f.amount("mig_weekly")}
	p.MinimumCharge = orZero(f.amount("minimum_charge"))
	p.StandardDRE = orZero(f.amount("standard_dre"))
	if s, ok := f.text("share_of_disposable"); ok {
		sh, err := ParseShare(s)
		if err != nil {
			f.fault("share_of_disposable", err.Error())
		}
		p.Share = &sh
	}
	return p
}

func (rd *reader) person(n node) Person {
	f := rd.object(n, "$.person", "age", "household", "premiums", "children", "pension_age",
		"partner_pension_age")
	var p Person
	if _, ok := f.need("age"); ok {
		p.Age = f.whole("age")
	}
	p.Household = Household(f.needText("household"))
	p.Premiums = readEach(f, "premiums", func(n node, path string) Premium {
		s, ok := n.value.(string)
		if !ok {
			rd.faults.add(path, "must be a text in quotes")
		}
		return Premium(s)
	})
	p.Children = f.whole("children")
	own := f.boolean("pension_age")
	p.PensionAge, p.pensionAgeUnsaid = own != nil && *own, own == nil
	if partner := f.boolean("partner_pension_age"); partner != nil {
		p.PartnerPensionAge = *partner
	}
	return p
}

func (rd *reader) capital(n node) Capital {
	f := rd.object(n, "$.capital", "own", "joint")
	return Capital{Own: orZero(f.amount("own")), Joint: orZero(f.amount("joint"))}
}

func (rd *reader) income(n node, path string) Income {
	f := rd.object(n, path, "kind", "amount", "every", "disregard")
	e := f.expense()
	return Income{e.Kind, e.Amount, e.Every, f.amount("disregard")}
}

func (rd *reader) expense(n node, path string) Expense {
	return rd.object(n, path, "kind", "amount", "every").expense()
}

func (f fields) expense() Expense {
	return Expense{f.needText("kind"), f.needAmount("amount"), Period(f.needText("every"))}
}

func (rd *reader) service(n node, path string) Service {
	f := rd.object(n, path, "kind", "weekly_cost", "free")
	s := Service{Kind: f.needText("kind"), WeeklyCost: f.needAmount("weekly_cost")}
	free := f.boolean("free")
	s.Free = free != nil && *free
	return s
}

func (rd *reader) lightTouch(n node) *LightTouch {
	f := rd.object(n, "$.light_touch", "ground", "consent")
	l := &LightTouch{Ground: Ground(f.needText("ground"))}
	if _, ok := f.need("consent"); ok {
		consent := f.boolean("consent")
		l.Consent = consent != nil && *consent
	}
	return l
}

// object opens an object and faults every field that it does not know or that
// stands there twice. A value of another type is one fault and an empty object.
func (rd *reader) object(n node, path string, known ...string) fields {
	o, ok := n.value.(*object)
	if !ok {
		rd.faults.add(path, "must be an object in braces { }")
		return fields{rd, path, &object{}}
	}
	for _, name := range o.names {
		if !slices.Contains(known, name) {
			rd.faults.add(join(path, name), "is not a field of an assessment%s", didYouMean(name, known))
		}
	}
	for _, name := range o.twice {
		rd.faults.add(join(path, name), "stands here twice")
	}
	return fields{rd, path, o}
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// join names a field in a path; one that is no plain word is quoted.
func join(path, name string) string {
	if plainName.MatchString(name) {
		return path + "." + name
	}
	return path + "[" + strconv.Quote(name) + "]"
}

// readEach reads a list, which may be left out.
func readEach[T any](f fields, name string, read func(node, string) T) []T {
	v, ok := f.get(name)
	if !ok {
		return nil
	}
	list, ok := v.value.([]node)
	if !ok {
		f.fault(name, "must be a list in brackets [ ]")
		return nil
	}
	if len(list) > longestList {
		f.fault(name, fmt.Sprintf("has %d entries; at most %d are read", len(list), longestList))
		return nil
	}
	var all []T // an empty list is as one left out
	for i, n := range list {
		all = append(all, read(n, fmt.Sprintf("%s[%d]", join(f.path, name), i)))
	}
	return all
}

func (f fields) fault(name, message string) { f.rd.faults.add(join(f.path, name), "%s", message) }

func (f fields) get(name string) (node, bool) {
	v, ok := f.obj.fields[name]
	return v, ok
}

// need gets a field that must be there. Inside a value that is no object at
// all, the one fault has been named already.
func (f fields) need(name string) (node, bool) {
	v, ok := f.get(name)
	if !ok && !f.rd.faults.covers(f.path) {
		f.fault(name, "is missing")
	}
	return v, ok
}

func (f fields) text(name string) (string, bool) {
	v, ok := f.get(name)
	if !ok {
		return "", false
	}
	s, ok := v.value.(string)
	if !ok {
		f.fault(name, "must be a text in quotes, not "+show(v))
	}
	return s, ok
}

func (f fields) needText(name string) string {
	f.need(name)
	s, _ := f.text(name)
	return s
}

func (f fields) amount(name string) *pence.Pence {
	v, ok := f.get(name)
	if !ok {
		return nil
	}
	s, ok := v.value.(string)
	if !ok {
		f.fault(name, "must be an amount in quotes such as \"12.34\", not "+show(v))
		return nil
	}
	p, err := pence.Parse(s)
	if err != nil {
		f.rd.faults.addCode(Unreadable, join(f.path, name), "%s", err)
	}
	return &p
}

func (f fields) needAmount(name string) pence.Pence {
	f.need(name)
	return orZero(f.amount(name))
}

func (f fields) date(name string) Date {
	s := f.needText(name)
	if f.rd.faults.covers(join(f.path, name)) {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		f.fault(name, err.Error())
	}
	return d
}

func (f fields) whole(name string) int {
	v, ok := f.get(name)
	if !ok {
		return 0
	}
	num, isNumber := v.value.(json.Number)
	n, err := strconv.Atoi(string(num))
	if !isNumber || err != nil {
		f.rd.faults.addCode(NotWhole, join(f.path, name), "must be a whole number, not %s", show(v))
	}
	return n
}

func (f fields) boolean(name string) *bool {
	v, ok := f.get(name)
	if !ok {
		return nil
	}
	b, ok := v.value.(bool)
	if !ok {
		f.fault(name, "must be true or false, not "+show(v))
		return nil
	}
	return &b
}

// show names a value that is of the wrong kind.
func show(n node) string {
	switch v := n.value.(type) {
	case nil:
		return "null; leave the field out instead"
	case string:
		return fmt.Sprintf("the text %q", v)
	case []node:
		return "a list"
	case *object:
		return "an object"
	default:
		return fmt.Sprint(v)
	}
}

func orZero(p *pence.Pence) pence.Pence {
	if p == nil {
		return 0
	}
	return *p
}

// didYouMean offers a known name that is two slips away or closer.
func didYouMean(name string, known []string) string {
	if k, ok := nearest(name, known); ok {
		return fmt.Sprintf("; did you mean %s?", k)
	}
	return ""
}

// nearest gives the known word that a word was probably meant to be. The known
// words are plain already.
func nearest(word string, known []string) (string, bool) {
	const slips = 2
	word = plain(word)
	mine := letters(word)
	best, at := slips+1, ""
	for _, k := range known {
		if len(k)-len(word) >= best || len(word)-len(k) >= best || bits.OnesCount32(mine^letters(k)) > 2*slips {
			continue // too far apart, without measuring
		}
		if d := distance(word, k); d < best && d*3 < len(k) {
			best, at = d, k
		}
	}
	return at, at != ""
}

// plain lowers a word and makes of whatever joins its parts one underscore.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "_")
}

// letters is the set of letters in a plain word. One slip changes at most two
// of its members.
func letters(s string) uint32 {
	var set uint32
	for i := range len(s) {
		set |= 1 << (s[i] & 31)
	}
	return set
}

// distance counts the letters to put in, take out or change.
func distance(a, b string) int {
	var short [32]int // most words fit, and then nothing is allocated
	row := short[:]
	if len(b) >= len(short) {
		row = make([]int, len(b)+1)
	}
	row = row[:len(b)+1]
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
