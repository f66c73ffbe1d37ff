package directory

import (
	"crypto/sha256"
	"fmt"
)

// Rewriting is what an organisation's staff change of their activity: both
// texts, and that they have checked its facts.
type Rewriting struct {
	ActivityID   string
	Title        string
	EasyTitle    string
	Text         string
	EasyText     string
	CheckedToday bool
	Version      string // of the activity that the form showed
}

// Version names the words of an activity, so that a form can tell whether
// somebody has changed them since.
func (a Activity) Version() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", a.Title, a.EasyTitle, a.Text, a.EasyText))
	return fmt.Sprintf("%x", h[:8])
}
