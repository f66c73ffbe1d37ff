package i18n

import (
	"fmt"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// DayName says the day of the week: "Tuesday".
func DayName(v Voice, d time.Weekday) string { return T(v, fmt.Sprintf("date.day.%d", int(d))) }

// ShortDay says the day of the week in three letters: "Tue".
func ShortDay(v Voice, d time.Weekday) string {
	return T(v, fmt.Sprintf("date.short.%d", int(d)))
}

// Date says a date within the year: "Tuesday 24 November".
func Date(v Voice, d clock.Date) string {
	return T(v, "date.long", "day", plain(fmt.Sprintf("date.day.%d", int(d.Weekday()))), "n", d.Day,
		"month", monthName(d))
}

// DateYear says a date with its year: "24 November 2026".
func DateYear(v Voice, d clock.Date) string {
	return T(v, "date.year", "n", d.Day, "month", monthName(d), "year", d.Year)
}

// MonthYear says a month with its year: "February 1990".
func MonthYear(v Voice, month time.Month, year int) string {
	return T(v, "date.month_year", "month", monthName(clock.Date{Month: month}), "year", year)
}

func monthName(d clock.Date) string { return plain(fmt.Sprintf("date.month.%d", int(d.Month))) }

func plain(key string) string { return T(Standard, key) }

// Times says a span of the day: "2pm to 4pm".
func Times(v Voice, start, end int) string {
	return T(v, "date.times", "from", wall(start), "to", wall(end))
}

// TimeOfDay says one time: "6:30pm", "midday".
func TimeOfDay(v Voice, minute int) string { return T(v, "date.time", "time", wall(minute)) }

func wall(minute int) string {
	h, m := (minute/60)%24, minute%60
	switch {
	case h == 12 && m == 0:
		return plain("date.midday")
	case h == 0 && m == 0:
		return plain("date.midnight")
	}
	half := plain("date.am")
	if h >= 12 {
		half = plain("date.pm")
	}
	if h %= 12; h == 0 {
		h = 12
	}
	if m == 0 {
		return fmt.Sprintf("%d%s", h, half)
	}
	return fmt.Sprintf("%d:%02d%s", h, m, half)
}

// Price says an amount: "£6", "£6.50", "Free".
func Price(v Voice, p pence.Pence) string {
	if p == 0 {
		return T(v, "price.free")
	}
	return T(v, "price.amount", "amount", p.Format())
}

// Money says an amount where nothing is "£0" and not "Free".
func Money(v Voice, p pence.Pence) string { return T(v, "price.amount", "amount", p.Format()) }

// MoneyExact is Money with pence for whole pounds too: "£6.00".
func MoneyExact(v Voice, p pence.Pence) string {
	return T(v, "price.amount", "amount", p.FormatExact())
}
