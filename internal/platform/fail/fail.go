// Package fail is the closed list of ways in which an act is refused.
//
// A refusal carries a key of the text catalogue, never a sentence, so that it
// is told in the reader's own voice. Any error that is not a fail.Error is
// Internal: it stays private and gets an incident number.
package fail

import (
	"errors"
	"fmt"
)

// Kind says what sort of refusal it is.
type Kind int

// The kinds; there are no others.
const (
	Internal    Kind = iota // unknown, private
	Invalid                 // what was given is wrong; Fields say where
	NotFound                // there is no such thing, or it is not yours to know of
	Forbidden               // known, but not allowed
	Conflict                // somebody was first, or the thing has moved on
	Full                    // no places, no support, no budget left
	Unavailable             // try again later
)

func (k Kind) String() string {
	return [...]string{"internal", "invalid", "not found", "forbidden", "conflict", "full", "unavailable"}[k]
}

// Field is one thing wrong with one field of a form.
type Field struct {
	Name string // the form field's name
	Key  string // the text's key
	Args []any  // names and values for the text, alternating
}

// Key is a value of a text that is itself a text of the catalogue, such as the name of
// a field.
type Key string

// Error is a refusal.
type Error struct {
	Kind   Kind
	Key    string
	Args   []any
	Fields []Field
}

func (e *Error) Error() string {
	if len(e.Fields) > 0 {
		return fmt.Sprintf("%s: %s %v", e.Kind, e.Key, e.Fields)
	}
	return fmt.Sprintf("%s: %s %v", e.Kind, e.Key, e.Args)
}

// New makes a refusal. Args alternate name and value for the text.
func New(k Kind, key string, args ...any) *Error { return &Error{Kind: k, Key: key, Args: args} }

// Fields gathers what is wrong with a form; with nothing wrong it is nil.
func Fields(fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "fail.invalid", Fields: fields}
}

// Join gathers what several checks found wrong with one form. An error that is
// not about fields of the form goes before all that are.
func Join(errs ...error) error {
	var all []Field
	for _, err := range errs {
		e, refused := As(err)
		if err != nil && (!refused || len(e.Fields) == 0) {
			return err
		}
		if refused {
			all = append(all, e.Fields...)
		}
	}
	return Fields(all...)
}

// As finds the refusal in an error's chain.
func As(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// KindOf gives the kind; an error that is no refusal is Internal.
func KindOf(err error) Kind {
	if e, ok := As(err); ok {
		return e.Kind
	}
	return Internal
}
