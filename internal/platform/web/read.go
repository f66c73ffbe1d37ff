package web

import (
	"errors"
	"slices"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Pounds reads a posted amount as people write it: see pence.ParsePounds. It
// reports false for a field that is empty or cannot be read; WithUnread tells
// of the latter.
func (c *Ctx) Pounds(name string) (pence.Pence, bool) {
	typed := c.Field(name)
	if typed == "" {
		return 0, false
	}
	p, err := pence.ParsePounds(typed)
	if err != nil {
		c.cannotRead(fail.Field{Name: name, Key: "web.refused.pounds"})
	}
	return p, err == nil
}

// Date reads a posted day as people write it: see clock.ReadDate. It reports
// false for a field that is empty or cannot be read; WithUnread tells of the
// latter.
func (c *Ctx) Date(name string) (clock.Date, bool) { return c.DateIn(name, c.Field(name)) }

// DateIn is Date for what was typed elsewhere, such as in a query.
func (c *Ctx) DateIn(name, typed string) (clock.Date, bool) {
	if typed == "" {
		return clock.Date{}, false
	}
	d, err := clock.ReadDate(typed)
	if err != nil {
		c.cannotRead(dateFault(c, name, err))
	}
	return d, err == nil
}

// cannotRead remembers a fault; a form may be read more than once, when its
// transaction is tried again.
func (c *Ctx) cannotRead(f fail.Field) {
	if !has(c.unread, f.Name) {
		c.unread = append(c.unread, f)
	}
}

func has(all []fail.Field, name string) bool {
	return slices.ContainsFunc(all, func(f fail.Field) bool { return f.Name == name })
}

// dateFault says why a text is no day: it has another form, or the month has
// no such day.
func dateFault(c *Ctx, name string, err error) fail.Field {
	var none *clock.NoSuchDayError
	if !errors.As(err, &none) {
		return fail.Field{Name: name, Key: "web.refused.date"}
	}
	return fail.Field{Name: name, Key: "web.refused.no_day",
		Args: []any{"month", i18n.MonthYear(c.Voice, none.Month, none.Year), "last", none.Last}}
}

// WithUnread joins what a verb said of a form with what of the form could not be
// read: a field that could not be read is told so, once, whatever the verb made
// of what stood in its place. A form that could not be read is refused, so the
// verb's transaction must end with what this gives.
func (c *Ctx) WithUnread(err error) error {
	e, refused := fail.As(err)
	if len(c.unread) == 0 || err != nil && (!refused || e.Kind != fail.Invalid) {
		return err
	}
	all := slices.Clone(c.unread)
	if refused {
		for _, f := range e.Fields {
			if !has(c.unread, f.Name) {
				all = append(all, f)
			}
		}
	}
	return fail.Fields(all...)
}
