package weekplan

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ourdays/internal/engine/weekplan/strict"
)

// Key says what the numbers of an instance stand for: by place in the lists, what each
// session is and where each person's record lies. It is a file of its own, so that the
// instance itself can be given away.
type Key struct {
	Of       string   `json:"of"` // the Digest of the instance's file
	Sessions []string `json:"sessions"`
	People   []string `json:"people"`
}

// ErrKey means that a key is not that of the instance.
var ErrKey = errors.New("this is not the key of the file")

// Digest tells one file from every other: the key of last week's may have as many people,
// and would name another person.
func Digest(file []byte) string { return fmt.Sprintf("%x", sha256.Sum256(file)) }

// keyFields are what a key may have.
var keyFields = []strict.Field[Key]{
	strict.Need("of", func(s *strict.Scanner, k *Key) { k.Of = s.Text() }),
	strict.Need("sessions", func(s *strict.Scanner, k *Key) { k.Sessions = texts(s) }),
	strict.Need("people", func(s *strict.Scanner, k *Key) { k.People = texts(s) }),
}

func texts(s *strict.Scanner) (all []string) {
	s.Array(func() { all = append(all, s.Text()) })
	return all
}

// ReadKey reads the key of an instance, whose file has the digest of. An error is of type
// Faults when the key's file is at fault, and wraps ErrKey when it is that of another.
func ReadKey(r io.Reader, in *Instance, of string) (Key, error) {
	s := strict.New(r)
	var k Key
	strict.Fill(s, &k, keyFields)
	if s.End(); len(s.Faults) > 0 {
		return Key{}, s.Faults
	}
	if k.Of != of {
		return Key{}, fmt.Errorf("%w: it was written with another export", ErrKey)
	}
	if len(k.Sessions) != len(in.Sessions) || len(k.People) != len(in.People) {
		return Key{}, fmt.Errorf("%w: it names %d sessions and %d people, and the file has %d and %d", ErrKey,
			len(k.Sessions), len(k.People), len(in.Sessions), len(in.People))
	}
	return k, nil
}

// Write puts the key as JSON.
func (k Key) Write(w io.Writer) error {
	if err := json.NewEncoder(w).Encode(k); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	return nil
}
