package charging

import (
	"fmt"
	"strings"
)

// Fault is one thing wrong with a file, and where: a JSON path from $.
type Fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// Faults is everything wrong with a file. As an error it has one line each.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Path + ": " + f.Message
	}
	return strings.Join(lines, "\n")
}

func (fs *Faults) add(path, format string, args ...any) {
	*fs = append(*fs, Fault{path, fmt.Sprintf(format, args...)})
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
