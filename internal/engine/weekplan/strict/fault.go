package strict

import (
	"strconv"
	"strings"
)

// Fault is something wrong in a file, with the JSON path of its place.
type Fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// String says the fault with its place, if it has one: the whole file has none.
func (f Fault) String() string {
	if f.Path == "" {
		return f.Message
	}
	return Printed(f.Path) + ": " + f.Message
}

// Printed is a text of a file as it can be shown to anybody: what steers a terminal, breaks
// a line, turns the direction of reading or is no letter at all is escaped.
func Printed(text string) string {
	for _, c := range text {
		if c == '\uFFFD' || !strconv.IsPrint(c) {
			quoted := strconv.Quote(text)
			return quoted[1 : len(quoted)-1]
		}
	}
	return text
}

// Faults are all faults of one file; as an error it says them line by line.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.String()
	}
	return strings.Join(lines, "\n")
}
