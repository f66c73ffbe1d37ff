package report

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"ourdays/internal/engine/forecast"
)

// phrase turns a path of the file or of the result into words.
type phrase struct {
	path  *regexp.Regexp
	words string
}

// phrases are made when the first is asked for; the first that fits is taken. $1 and $2
// are names, or years by their April.
var phrases = sync.OnceValue(func() []phrase {
	return []phrase{
		{regexp.MustCompile(`^cohorts\.([^.]+)\.price$`), "price of $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.a_week$`), "times a week in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.weeks$`), "weeks a year in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.sharing$`), "people to a worker in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.part$`), "part of its tier in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.places$`), "places in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.([^.]+)$`), "$2 in $1"},
		{regexp.MustCompile(`^cohorts\.([^.]+)\.([^.]+)\.(\d{4})$`), "$2 of $1 in $3"},
		{regexp.MustCompile(`^mix\.(\d{4})\.([^.]+)$`), "share of $2 in $1"},
		{regexp.MustCompile(`^moves\.([^.]+)\.([^.]+)$`), "moving, $1 to $2"},
		{regexp.MustCompile(`^phase_in\.(\d{4})$`), "share in the new model at the start of $1"},
		{regexp.MustCompile(`^today\.([^.]+)\.([^.]+)$`), "today's $1, $2"},
		{regexp.MustCompile(`^people\.start$`), "people in the first year"},
		{regexp.MustCompile(`^people\.leave\.([^.]+)$`), "share leaving ($1)"},
		{regexp.MustCompile(`^people\.arrive\.([^.]+)\.leavers\.(\d{4})$`), "leavers ($1) in $2"},
		{regexp.MustCompile(`^people\.arrive\.([^.]+)\.take_up$`), "take-up ($1)"},
		{regexp.MustCompile(`^prices\.([^.]+)\.share$`), "share of $1 in the price"},
		{regexp.MustCompile(`^prices\.([^.]+)\.growth\.(\d{4})$`), "growth of $1 in $2"},
		{regexp.MustCompile(`^one_off\.([^.]+)\.(\d{4})$`), "one-off cost of $1 in $2"},
		{regexp.MustCompile(`^jobs\.new\.(\d{4})$`), "new jobs in $1"},
		{regexp.MustCompile(`^jobs\.saving$`), "saving per person in work"},
		{regexp.MustCompile(`^jobs\.kept$`), "share of jobs kept"},
		{regexp.MustCompile(`^jobs\.in_work\.(\d{4})$`), "people in work in $1"},
		{regexp.MustCompile(`^jobs\.capacity\.(\d{4})$`), "value of places used again in $1"},
		{regexp.MustCompile(`^saving_by_cause\.([^.]+)\.(\d{4})$`), "saving from $1 in $2"},
		{regexp.MustCompile(`^saving_cash\.(\d{4})$`), "saving in $1"},
		{regexp.MustCompile(`^saving_run_rate\.(\d{4})$`), "run-rate saving in $1"},
		{regexp.MustCompile(`^unmet\.(\d{4})$`), "people without a place in $1"},
		{regexp.MustCompile(`^growth\.[^.]+\.([^.]+)\.percent(_printed)?$`), "growth of $1 in per cent"},
		{regexp.MustCompile(`^savings_plan\.percent_of_today$`), "savings plan in per cent of today's spend"},
		{regexp.MustCompile(`^savings_plan\.percent_run_rate$`),
			"savings plan, its last year in per cent of today's spend"},
		{regexp.MustCompile(`^population\.([^.]+)\.(\d{4})$`), "$1 in $2"},
		{regexp.MustCompile(`^demand\.([^.]+)\.[^.]+\.(\d{4})$`), "$1 in $2"},
		{regexp.MustCompile(`^([^.]+)\.(\d{4})$`), "$1 in $2"},
	}
})

// aYear is a year as phrases leave it: alone, after a space.
var aYear = regexp.MustCompile(`(in|of) (\d{4})\b`)

// named writes a path as words: "price of specialist", "new jobs in 2021/22",
// "share of community in 2021/22 (no buildings)".
func named(path string) string {
	if rest, ok := strings.CutPrefix(path, "options."); ok {
		option, inside, _ := strings.Cut(rest, ".")
		return named(strings.TrimPrefix(inside, "set.")) + " (" + words(option) + ")"
	}
	calendar := strings.HasPrefix(path, "population.") || strings.HasPrefix(path, "demand.")
	for _, p := range phrases() {
		if !p.path.MatchString(path) {
			continue
		}
		text := words(p.path.ReplaceAllString(path, strings.NewReplacer("$1", "${1}", "$2", "${2}", "$3",
			"${3}").Replace(p.words)))
		if calendar {
			return text
		}
		return aYear.ReplaceAllStringFunc(text, func(s string) string {
			y, err := strconv.Atoi(s[len(s)-4:])
			if err != nil {
				return s
			}
			return s[:len(s)-4] + yearName(y)
		})
	}
	return strings.ReplaceAll(words(path), ".", ", ")
}

// yearName names a financial year by both of its calendar years: 2021/22.
func yearName(y int) string { return fmt.Sprintf("%d/%02d", y, (y+1)%100) }

// short cuts a name that is longer than its column.
func short(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	return string(r[:most-1]) + "…"
}

// words turns a name of the file into words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// pounds writes whole pounds with thousands separated: "-149,040".
func pounds(x float64) string {
	s := strconv.FormatFloat(math.Abs(math.Round(x)), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if math.Round(x) < 0 {
		return "-" + s
	}
	return s
}

// grouped writes a count with its thousands apart, and a part of one where there is any.
func grouped(x float64) string {
	if math.Abs(x) >= 1000 {
		return pounds(x)
	}
	return count(x)
}

func count(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

func percent(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) + " %"
}

func number(x float64) string {
	if math.Abs(x) >= 10000 {
		return pounds(x)
	}
	return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
}

func names[V any](m map[string]V) []string { return forecast.SortedNames(m) }
