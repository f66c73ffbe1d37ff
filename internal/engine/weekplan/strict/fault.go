package strict

import "strings"

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
	return f.Path + ": " + f.Message
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
