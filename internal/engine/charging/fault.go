package charging

import (
	"fmt"
	"strings"
)

// Fault is one thing wrong with a file, and where: a JSON path from $.
type Fault struct {
	Path    string `json:"path"`
	Message string `json:"message"` // in words that are for who writes files
	Code    Code   `json:"-"`
}

// Code says what a fault is, for pages that tell it in words of their own. It
// is empty where only who writes a file can have made the fault.
type Code string

// The faults that a form can make, or that an assessment which was kept has on
// another day.
const (
	Unreadable  Code = "unreadable"   // no amount of money
	TooMuch     Code = "too_much"     // an amount that nobody has
	NotWhole    Code = "not_whole"    // no whole number
	TooMany     Code = "too_many"     // a whole number that cannot be
	Unnamed     Code = "unnamed"      // an amount that does not say what it is
	LeavesMore  Code = "leaves_more"  // more of a line is left out than it has
	NoConsent   Code = "no_consent"   // a light-touch assessment that nobody agreed to
	NoTable     Code = "no_table"     // the guarantees of the date's year are not known
	NoGuarantee Code = "no_guarantee" // the year's table has no amount for this
	NoLimits    Code = "no_limits"    // the limits on savings of the date are not known
	NoNight     Code = "no_night"     // what a benefit pays for care at night in that year is not known
	NotListed   Code = "not_listed"   // none of the answers there are
)

// Faults is everything wrong with a file. As an error it has one line each.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Path + ": " + f.Message
	}
	return strings.Join(lines, "\n")
}

func (fs *Faults) add(path, format string, args ...any) { fs.addCode("", path, format, args...) }

func (fs *Faults) addCode(code Code, path, format string, args ...any) {
	*fs = append(*fs, Fault{path, fmt.Sprintf(format, args...), code})
}

// covers says whether a fault stands at the path or around it.
func (fs Faults) covers(path string) bool {
	for _, f := range fs {
		rest, within := strings.CutPrefix(path, f.Path)
		if f.Path == "$" || within && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}

// err is the faults as an error, or nil when there are none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}
