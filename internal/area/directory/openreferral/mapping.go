package openreferral

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Source is the name under which imported rows keep their ids.
const Source = "openreferral"

// Repair is one thing that was put right in one record.
type Repair struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	What  string `json:"what"`
}

// Guess is one thing that the feed does not say and that was worked out.
type Guess struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Field string `json:"field"` // kind or online
	Value string `json:"value"`
	Why   string `json:"why"`
}

// Rejection is one record that could not be kept.
type Rejection struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// mapped is a record in our words.
type mapped struct {
	Organisation directory.Organisation
	Activity     directory.Activity
	repairs      []Repair
	guesses      []Guess
}

// hash tells whether anything that we would store has changed.
func (m mapped) hash() (string, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("hash record: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(b)), nil
}

// The longest texts that are kept, in letters.
const (
	longestTitle = 200
	longestText  = 12000
	longestAbout = 2000
)

// mapper turns one record into ours and notes each repair.
type mapper struct {
	r   record
	out mapped
}

func (m *mapper) repair(field, what string) {
	if what != "" {
		m.out.repairs = append(m.out.repairs, Repair{m.r.ID, field, what})
	}
}

// mapRecord maps a record; a reason says why it cannot be kept.
func mapRecord(r record) (out mapped, reason string) {
	m := &mapper{r: r}
	name := m.name()
	if name == "" {
		return m.out, "it has no name, and no organisation whose name could be taken"
	}
	if m.r.ID = strings.TrimSpace(m.r.ID); m.r.ID == "" {
		m.r.ID = derivedID(name, m.organizationName())
		m.repair("id", "missing: made from the name, the same on every run")
	}
	m.out.Organisation = m.organisation(name)
	text := m.text()
	from, to := m.ages()
	price, known := m.price()
	m.out.Activity = directory.Activity{
		Kind: m.kind(name, text), Symbol: symbolOf(name), Title: name, Text: text, For: m.groups(),
		AgeFrom: from, AgeTo: to,
		OwnPrice: price, PriceKnown: known, Online: m.online(name), DropIn: strings.EqualFold(oneSpace(r.Arrange),
			"drop-in"),
		Checked: m.checked(), Status: m.status(), Source: Source, SourceID: m.r.ID,
	}
	return m.out, ""
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func (m *mapper) organizationName() string {
	if m.r.Organization == nil {
		return ""
	}
	return oneSpace(m.r.Organization.Name)
}

func (m *mapper) name() string {
	name := oneSpace(m.told("name", toName(m.r.Name)))
	if name == "" && m.organizationName() != "" {
		name = m.organizationName()
		m.repair("name", "missing: the organisation's name taken")
	} else if name != m.r.Name && name != "" {
		m.repair("name", "white space or markup taken out")
	}
	short, shortened := cut(name, longestTitle)
	if shortened {
		m.repair("name", fmt.Sprintf("cut to %d letters", longestTitle))
	}
	return short
}

// organisation maps who provides; a service that names nobody stands for
// itself, so that somebody can be asked.
func (m *mapper) organisation(name string) directory.Organisation {
	o := directory.Organisation{Kind: "community", Source: Source}
	src := m.r.Organization
	if src == nil || oneSpace(src.Name) == "" {
		m.repair("organization", "missing: filed under the service's own name")
		o.Name, o.SourceID = name, "service:"+m.r.ID
		src = &organization{}
	} else {
		o.Name, o.SourceID = oneSpace(src.Name), oneSpace(src.ID)
	}
	if o.SourceID == "" {
		o.SourceID = derivedID(o.Name, "organization")
		m.repair("organization.id", "missing: made from the name, the same on every run")
	}
	about, _ := cut(m.words("organization.description", src.Description), longestAbout)
	o.About = about
	o.Web = m.web(src)
	email, what := cleanEmail(first(m.r.Email, src.Email))
	m.repair("email", what)
	o.Email = email
	o.Phone = m.phone()
	return o
}

func (m *mapper) web(src *organization) string {
	for _, c := range []struct{ field, value string }{{"url", m.r.URL}, {"organization.website", src.Website},
		{"organization.url", src.URL}, {"organization.uri", src.URI}} {
		if strings.TrimSpace(c.value) == "" {
			continue
		}
		address, what := cleanURL(c.value)
		m.repair(c.field, what)
		if address != "" {
			return address
		}
	}
	return ""
}

func first(all ...string) string {
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// phone takes the first number of the contacts; who answers it is not kept.
func (m *mapper) phone() string {
	for _, c := range m.r.Contacts {
		for _, p := range c.Phones {
			if n := oneSpace(p.Number); n != "" {
				short, _ := cut(n, 60)
				return short
			}
		}
	}
	return ""
}

// words reads a text of the record and notes all that was taken out of it.
func (m *mapper) words(field, source string) string {
	return m.told(field, toText(source))
}

func (m *mapper) told(field string, p plainText) string {
	if p.pictures > 0 {
		m.repair(field, counted(p.pictures, "picture", "pictures")+" left out")
	}
	if p.active > 0 {
		m.repair(field, counted(p.active, "script, frame or form", "scripts, frames or forms")+" left out")
	}
	if p.links > 0 {
		m.repair(field, counted(p.links, "link", "links")+" written out, text and address")
	}
	for _, what := range p.leftOut {
		m.repair(field, what)
	}
	return p.text
}

// text gathers all that the record says of itself, in paragraphs.
func (m *mapper) text() string {
	parts := append([]string{m.words("alert", m.r.Alert), m.words("description", m.r.Description)}, m.times()...)
	parts = append(parts, m.places()...)
	parts = append(parts, m.costs()...)
	if labels := m.unknownLabels(); len(labels) > 0 {
		parts = append(parts, "Who it is for: "+strings.Join(labels, ", ")+".")
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	text, shortened := cut(strings.Join(parts, "\n\n"), longestText)
	if shortened {
		m.repair("description", fmt.Sprintf("cut to %d letters", longestText))
	}
	return text
}

// times says when it happens. A feed names no places, so nobody can book from
// it: the times are for reading.
func (m *mapper) times() []string {
	var said []string
	for _, s := range append(slices.Clone(m.r.Schedules), m.r.Regular...) {
		line := oneSpace(strings.Join([]string{daysOf(s), hoursOf(s), m.words("schedules", s.Description),
			m.words("schedules", s.Notes)}, " "))
		if line != "" {
			said = append(said, "When: "+line)
		}
	}
	return said
}

var dayNames = map[string]string{"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday",
	"FR": "Friday",
	"SA": "Saturday", "SU": "Sunday"}

// daysOf reads weekly days; a day of the month is left to the description.
func daysOf(s schedule) string {
	var days []string
	for _, d := range strings.Split(s.ByDay, ",") {
		if name, ok := dayNames[strings.ToUpper(strings.TrimSpace(d))]; ok {
			days = append(days, name)
		}
	}
	return strings.Join(days, ", ")
}

func hoursOf(s schedule) string {
	if len(s.OpensAt) < 5 || len(s.ClosesAt) < 5 {
		return ""
	}
	return s.OpensAt[:5] + " to " + s.ClosesAt[:5] + "."
}

func (m *mapper) places() []string {
	var said []string
	for _, at := range m.r.Locations {
		l := at.Location
		parts := []string{oneSpace(l.Name)}
		for _, a := range append(slices.Clone(l.Addresses), l.Physical...) {
			parts = append(parts, oneSpace(a.Address1), oneSpace(a.City), oneSpace(a.PostalCode))
		}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		if len(parts) > 0 {
			said = append(said, "Where: "+strings.Join(parts, ", "))
		}
		for _, a := range l.Accessibility {
			if t := m.words("accessibility", first(a.Description, a.Accessibility)); t != "" {
				said = append(said, "Getting in: "+t)
			}
		}
	}
	return said
}

// costs says every price with its words; the first amount is also the price
// that search knows.
func (m *mapper) costs() []string {
	var said []string
	for _, c := range m.r.Costs {
		amount := ""
		if c.Amount != nil {
			amount = "£" + c.Amount.String()
		}
		if line := oneSpace(strings.Join([]string{amount, m.words("cost_options", c.Option),
			m.words("cost_options", c.Description)}, " ")); line != "" {
			said = append(said, "Price: "+line)
		}
	}
	if fees := m.words("fees", m.r.Fees); fees != "" {
		said = append(said, "Price: "+fees)
	}
	return said
}

func (m *mapper) price() (pence.Pence, bool) {
	if strings.EqualFold(oneSpace(m.r.Fees), "free") {
		return 0, true
	}
	for _, c := range m.r.Costs {
		if c.Amount == nil {
			continue
		}
		p, err := pence.Parse(c.Amount.String())
		if err == nil && p >= 0 {
			return p, true
		}
		m.repair("cost_options.amount", "left out: not an amount of pounds and pence")
	}
	return 0, false
}

// ages reads the bounds; feeds write -1 for none.
func (m *mapper) ages() (from, to int) {
	low, high := m.r.MinimumAge, m.r.MaximumAge
	for _, e := range m.r.Eligible {
		if low == nil && high == nil {
			low, high = e.MinimumAge, e.MaximumAge
		}
	}
	from, to = m.age("minimum_age", low), m.age("maximum_age", high)
	if to != 0 && to < from {
		m.repair("maximum_age", "left out: it is below the lowest age")
		to = 0
	}
	return from, to
}

func (m *mapper) age(field string, n *json.Number) int {
	if n == nil {
		return 0
	}
	f, err := n.Float64()
	if err != nil || f < 0 || f > 130 {
		m.repair(field, n.String()+" taken for none")
		return 0
	}
	return int(f)
}

func (m *mapper) guess(name, field, value, why string) {
	m.out.guesses = append(m.out.guesses, Guess{m.r.ID, name, field, value, why})
}

func (m *mapper) kind(name, text string) string {
	kind, why := kindOf(name, text)
	m.guess(name, "kind", kind, why)
	return kind
}

func (m *mapper) online(name string) string {
	kind := strings.ToLower(oneSpace(m.r.Attending))
	if kind == "" {
		m.guess(name, "online", directory.InPerson, "it does not say how one takes part")
	}
	for _, w := range []string{"online", "on-line", "virtual", "phone"} {
		if strings.Contains(kind, w) {
			return directory.Online
		}
	}
	return directory.InPerson
}

// checked is the day on which somebody assured the record.
func (m *mapper) checked() clock.Date {
	s := strings.TrimSpace(m.r.AssuredDate)
	if s == "" {
		s, _ = m.r.Metadata["date_assured"].(string)
	}
	if s == "" {
		return clock.Date{}
	}
	d, err := clock.ParseDate(s[:min(len(s), 10)])
	if err != nil {
		m.repair("assured_date", "left out: not a date")
	}
	return d
}

func (m *mapper) status() string {
	switch strings.ToLower(oneSpace(m.r.Status)) {
	case "inactive", "defunct", "temporarily closed":
		return directory.Ended
	}
	return directory.Published
}

// derivedID makes an id of the shape that feeds use, from what stays the same.
func derivedID(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
