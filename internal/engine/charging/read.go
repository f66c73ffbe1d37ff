package charging

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ourdays/internal/platform/pence"
)

// Fault is one thing wrong with a case, at its JSON path.
type Fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// Faults is everything wrong with a case.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.Path + ": " + x.Message
	}
	return strings.Join(lines, "\n")
}

// largestFile bounds what Read reads; a case is a few kilobytes.
const largestFile = 1 << 20

// Read reads a case. When anything is wrong the error is Faults: all of it.
func Read(in io.Reader) (Case, error) {
	b, err := io.ReadAll(io.LimitReader(in, largestFile+1))
	if err != nil {
		return Case{}, fmt.Errorf("read case: %w", err)
	}
	if len(b) > largestFile {
		return Case{}, Faults{{"$", "the file is larger than a case can be"}}
	}
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.UseNumber()
	r := &reader{}
	root, err := r.tree(dec, "$")
	if err != nil {
		return Case{}, Faults{{"$", "this is not JSON: " + jsonFault(err)}}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		r.fault("$", "something stands after the case")
	}
	c := r.theCase(root)
	if len(r.faults) > 0 {
		return Case{}, r.faults
	}
	return c, nil
}

func jsonFault(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the file ends too early"
	}
	return err.Error()
}

// object and list are JSON values with their keys in order.
type object struct {
	keys   []string
	values map[string]any
}

type reader struct{ faults Faults }

func (r *reader) fault(path, format string, args ...any) {
	r.faults = append(r.faults, Fault{path, fmt.Sprintf(format, args...)})
}

// deepest bounds how deep a file may nest.
const deepest = 20

// tree reads any JSON value; a key that stands twice is a fault.
func (r *reader) tree(dec *json.Decoder, path string) (any, error) {
	if strings.Count(path, ".")+strings.Count(path, "[") > deepest {
		return nil, errors.New("it nests too deep")
	}
	t, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		return r.objectTree(dec, path)
	case json.Delim('['):
		var list []any
		for dec.More() {
			v, err := r.tree(dec, path+"["+strconv.Itoa(len(list))+"]")
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := dec.Token()
		return list, err
	}
	return t, nil
}

func (r *reader) objectTree(dec *json.Decoder, path string) (any, error) {
	o := object{values: map[string]any{}}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		key, ok := t.(string)
		if !ok {
			return nil, errors.New("a key is no text")
		}
		v, err := r.tree(dec, path+"."+key)
		if err != nil {
			return nil, err
		}
		if _, twice := o.values[key]; twice {
			r.fault(path+"."+key, "stands twice")
		}
		o.keys = append(o.keys, key)
		o.values[key] = v
	}
	_, err := dec.Token()
	return o, err
}

// fields takes an object apart; an unknown field is a fault.
func (r *reader) fields(v any, path string, known ...string) map[string]any {
	o, ok := v.(object)
	if !ok {
		r.fault(path, "an object is needed here")
		return map[string]any{}
	}
	for _, k := range o.keys {
		if !has(known, k) {
			r.fault(path+"."+k, "unknown field; known here are %s", strings.Join(known, ", "))
		}
	}
	return o.values
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (r *reader) theCase(root any) Case {
	f := r.fields(root, "$", "date", "policy", "person", "capital", "income", "housing", "dre", "night_care",
		"disclosed", "light_touch", "services")
	c := Case{Disclosed: true, Policy: Policy{ShareMillion: whole}}
	c.Date = r.date(f["date"], "$.date")
	if v, given := f["policy"]; given {
		c.Policy = r.policy(v, "$.policy")
	}
	if v, given := f["person"]; given {
		c.Person = r.person(v, "$.person")
	} else {
		r.fault("$.person", "is missing")
	}
	if v, given := f["capital"]; given {
		k := r.fields(v, "$.capital", "own", "joint")
		c.Own, c.Joint = r.optional(k, "$.capital", "own"), r.optional(k, "$.capital", "joint")
	}
	c.Income = r.items(f["income"], "$.income", true)
	c.Housing = r.items(f["housing"], "$.housing", false)
	c.DRE = r.items(f["dre"], "$.dre", false)
	if v, given := f["night_care"]; given {
		b := r.truth(v, "$.night_care")
		c.NightCare = &b
	}
	if v, given := f["disclosed"]; given {
		c.Disclosed = r.truth(v, "$.disclosed")
	}
	if v, given := f["light_touch"]; given {
		c.LightTouch = r.lightTouch(v, "$.light_touch")
	}
	c.Services = r.services(f["services"], "$.services")
	return c
}

func (r *reader) date(v any, path string) string {
	if v == nil {
		r.fault(path, "is missing: a date such as 2025-06-02 is needed")
		return ""
	}
	s, ok := v.(string)
	if ok {
		_, err := time.Parse("2006-01-02", s)
		ok = err == nil
	}
	if !ok {
		r.fault(path, "%s is not a date such as 2025-06-02", show(v))
		return ""
	}
	return s
}

func show(v any) string {
	switch x := v.(type) {
	case string:
		return strconv.Quote(x)
	case object:
		return "an object"
	case []any:
		return "a list"
	case nil:
		return "null"
	}
	return fmt.Sprint(v)
}

var amountForm = regexp.MustCompile(`^\d+(\.\d{1,2})?$`)

// largestAmount bounds an amount, so that no sum of a case can overflow.
const largestAmount = pence.Pence(1e14)

func (r *reader) amount(v any, path string) pence.Pence {
	s, ok := v.(string)
	if !ok || !amountForm.MatchString(s) {
		r.fault(path, `%s is not an amount: text such as "12.34" is needed`, show(v))
		return 0
	}
	p, err := pence.Parse(s)
	if err != nil || p > largestAmount {
		r.fault(path, "%s is too large", show(v))
		return 0
	}
	return p
}

func (r *reader) optional(f map[string]any, path, name string) pence.Pence {
	v, given := f[name]
	if !given {
		return 0
	}
	return r.amount(v, path+"."+name)
}

func (r *reader) truth(v any, path string) bool {
	b, ok := v.(bool)
	if !ok {
		r.fault(path, "%s is neither true nor false", show(v))
	}
	return b
}

func (r *reader) wholeNumber(v any, path string, least, most int) int {
	n, ok := v.(json.Number)
	i, err := strconv.Atoi(string(n))
	if !ok || err != nil || i < least || i > most {
		r.fault(path, "%s is not a whole number from %d to %d", show(v), least, most)
		return least
	}
	return i
}

func (r *reader) policy(v any, path string) Policy {
	f := r.fields(v, path, "mig_weekly", "minimum_charge", "standard_dre", "share_of_disposable")
	p := Policy{ShareMillion: whole}
	if m, given := f["mig_weekly"]; given {
		a := r.amount(m, path+".mig_weekly")
		p.MIGWeekly = &a
	}
	p.MinimumCharge = r.optional(f, path, "minimum_charge")
	p.StandardDRE = r.optional(f, path, "standard_dre")
	if s, given := f["share_of_disposable"]; given {
		p.ShareMillion = r.share(s, path+".share_of_disposable")
	}
	return p
}

var shareForm = regexp.MustCompile(`^(0(\.\d{1,6})?|1(\.0{1,6})?)$`)

// share reads text from 0 to 1 with at most six decimals into millionths.
func (r *reader) share(v any, path string) int64 {
	s, ok := v.(string)
	if !ok || !shareForm.MatchString(s) {
		r.fault(path, `%s is not a share: text from "0" to "1" is needed, such as "0.9"`, show(v))
		return whole
	}
	units, frac, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(units+frac+strings.Repeat("0", 6-len(frac)), 10, 64)
	if err != nil {
		r.fault(path, "%s is not a share", show(v))
	}
	return n
}

func (r *reader) person(v any, path string) Person {
	f := r.fields(v, path, "age", "household", "premiums", "children", "pension_age", "partner_pension_age")
	var p Person
	if a, given := f["age"]; given {
		p.Age = r.wholeNumber(a, path+".age", 18, 130)
	} else {
		r.fault(path+".age", "is missing")
	}
	p.Household = Household(r.word(f["household"], path+".household", string(Single), string(LoneParent), string(Couple)))
	p.Premiums = r.premiums(f["premiums"], path+".premiums")
	if n, given := f["children"]; given {
		p.Children = r.wholeNumber(n, path+".children", 0, 30)
	}
	if b, given := f["pension_age"]; given {
		p.PensionAge = r.truth(b, path+".pension_age")
	}
	if b, given := f["partner_pension_age"]; given {
		p.PartnerPensionAge = r.truth(b, path+".partner_pension_age")
		if p.Household != Couple && p.PartnerPensionAge {
			r.fault(path+".partner_pension_age", "a partner's age counts only in a couple")
		}
	}
	return p
}

// word reads one of a few words.
func (r *reader) word(v any, path string, known ...string) string {
	s, ok := v.(string)
	if v == nil {
		r.fault(path, "is missing; it is one of %s", strings.Join(known, ", "))
	} else if !ok || !has(known, s) {
		r.fault(path, "%s is none of %s", show(v), strings.Join(known, ", "))
	}
	return s
}

func (r *reader) list(v any, path string) []any {
	if v == nil {
		return nil
	}
	l, ok := v.([]any)
	if !ok {
		r.fault(path, "a list is needed here, not %s", show(v))
	}
	return l
}

func (r *reader) premiums(v any, path string) []string {
	var all []string
	for i, x := range r.list(v, path) {
		at := fmt.Sprintf("%s[%d]", path, i)
		w := r.word(x, at, Disability, EnhancedDisability, Carer)
		if has(all, w) {
			r.fault(at, "%q stands twice", w)
			continue
		}
		all = append(all, w)
	}
	return all
}

// items reads amounts with their periods; income lines may carry a disregard.
func (r *reader) items(v any, path string, income bool) []Item {
	known := []string{"kind", "amount", "every"}
	if income {
		known = append(known, "disregard")
	}
	var all []Item
	for i, x := range r.list(v, path) {
		at := fmt.Sprintf("%s[%d]", path, i)
		f := r.fields(x, at, known...)
		it := Item{Kind: r.kind(f["kind"], at+".kind"), Amount: r.amount(f["amount"], at+".amount")}
		it.Every = Every(r.word(f["every"], at+".every", string(Week), string(FourWeeks), string(Month), string(Year)))
		if d, given := f["disregard"]; given {
			a := r.amount(d, at+".disregard")
			it.Disregard = &a
			if a > it.Amount {
				r.fault(at+".disregard", "%s is above its line, %s", a, it.Amount)
			}
		}
		all = append(all, it)
	}
	return all
}

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,60}$`)

func (r *reader) kind(v any, path string) string {
	s, ok := v.(string)
	if !ok || !kindForm.MatchString(s) {
		r.fault(path, "%s is not a kind: small letters such as state_pension are needed", show(v))
		return ""
	}
	return s
}

func (r *reader) lightTouch(v any, path string) *LightTouch {
	f := r.fields(v, path, "ground", "consent")
	l := &LightTouch{Ground: r.word(f["ground"], path+".ground", AboveLimit, SmallCharge, MeansTestedOnly)}
	c, given := f["consent"]
	if given {
		l.Consent = r.truth(c, path+".consent")
	}
	if !l.Consent {
		r.fault(path+".consent", "a light-touch assessment needs the person's consent")
	}
	return l
}

func (r *reader) services(v any, path string) []Service {
	var all []Service
	for i, x := range r.list(v, path) {
		at := fmt.Sprintf("%s[%d]", path, i)
		f := r.fields(x, at, "kind", "weekly_cost", "free")
		s := Service{Kind: r.kind(f["kind"], at+".kind"), WeeklyCost: r.amount(f["weekly_cost"], at+".weekly_cost")}
		if b, given := f["free"]; given {
			s.Free = r.truth(b, at+".free")
		}
		all = append(all, s)
	}
	return all
}
