package web

import (
	"fmt"

	g "maragu.dev/gomponents"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// Day asks for a day in one line of text, which c.Date reads as people write it.
// It is no date field of the browser: that has four stops for the keyboard, and
// shows month before day to who has a browser from elsewhere. The hint, and what
// is said of a day that cannot be read, hold an example that could be the answer:
// two weeks from today.
func Day(c *Ctx, name, label, value string) g.Node {
	if d, err := clock.ParseDate(value); err == nil {
		value = written(d)
	}
	return Input(c, Field{Name: name, Label: label, Hint: "web.hint.date", Value: value, Width: 10})
}

// PastDay is Day for a day that is over, such as that of a visit: the example was
// two weeks ago.
func PastDay(c *Ctx, name, label, value string) g.Node {
	c.isPast(name, age{days: 14})
	return Day(c, name, label, value)
}

// BirthDay is Day for a date of birth: the example was forty years ago.
func BirthDay(c *Ctx, name, label, value string) g.Node {
	c.isPast(name, age{years: 40})
	return Day(c, name, label, value)
}

// age is how long ago the example of a field was.
type age struct{ years, days int }

func (c *Ctx) isPast(name string, a age) {
	if c.past == nil {
		c.past = map[string]age{}
	}
	c.past[name] = a
}

// exampleDay is a day that could be the answer to a field, by the clock.
func (c *Ctx) exampleDay(name string) string {
	today := clock.Today(c.Site.DB.Clock())
	a, past := c.past[name]
	if !past {
		return written(today.AddDays(14))
	}
	return written(today.AddMonths(-12 * a.years).AddDays(-a.days))
}

// Past says a day that has been, with its year where that is not this one: "Friday 19
// December" is read as the December to come.
func (c *Ctx) Past(d clock.Date) string {
	if d.Year == clock.Today(c.Site.DB.Clock()).Year {
		return i18n.Date(c.Voice, d)
	}
	return i18n.DateYear(c.Voice, d)
}

func written(d clock.Date) string { return fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year) }

// Tell says what is wrong with a field, in the visitor's voice.
func (c *Ctx) Tell(f fail.Field) string {
	args := []any{"example", c.exampleDay(f.Name)}
	for _, a := range f.Args {
		if key, ok := a.(fail.Key); ok {
			a = c.T(string(key))
		}
		args = append(args, a)
	}
	return c.T(f.Key, args...)
}
