package strict

import (
	"fmt"
	"slices"
	"strings"
)

// Field is one key that an object of the file may have.
type Field[T any] struct {
	key   string
	need  bool
	usual string // what it is read as when it is missing and that is to be said
	read  func(s *Scanner, x *T)
}

// Need is a key that must be there.
func Need[T any](key string, read func(s *Scanner, x *T)) Field[T] {
	return Field[T]{key, true, "", read}
}

// May is a key that may be missing.
func May[T any](key string, read func(s *Scanner, x *T)) Field[T] {
	return Field[T]{key, false, "", read}
}

// Else is a key that may be missing, and is then read as something else than nothing at
// all: how often that was, Missing says.
func Else[T any](key, usual string, read func(s *Scanner, x *T)) Field[T] {
	return Field[T]{key, false, usual, read}
}

// Unasked is a key that may be there with a whole number from 0, which nothing here asks.
func Unasked[T any](key string) Field[T] {
	return May(key, func(s *Scanner, _ *T) { s.Integer(0, 1<<62) })
}

// Fill reads an object by the list of what it may have, and tells what it lacks, what it
// has twice, and what looks like a slip; it returns whether a key was there. Of a value
// that is no object nothing more is said.
func Fill[T any](s *Scanner, x *T, fields []Field[T]) (has func(key string) bool) {
	var seen uint32
	var unknown []string
	known := len(s.Faults)
	s.object(func(key string) {
		at := slices.IndexFunc(fields, func(f Field[T]) bool { return f.key == key })
		switch {
		case at < 0:
			unknown = append(unknown, key)
			s.Skip()
			return
		case seen>>at&1 == 1:
			s.Fault("stands twice")
		}
		seen |= 1 << at
		fields[at].read(s, x)
	})
	if !s.dead && (seen != 0 || len(unknown) > 0 || len(s.Faults) == known) {
		lacks(s, fields, seen, unknown)
		count(s, fields, seen)
	}
	return func(key string) bool {
		at := slices.IndexFunc(fields, func(f Field[T]) bool { return f.key == key })
		return at >= 0 && seen>>at&1 == 1
	}
}

// lacks tells of keys that are not known and of those that are missing. Of what is not
// known, a file of a later program may have anything; what is nearly a key that is
// missing is a slip, and silence would take the key's value for 0.
func lacks[T any](s *Scanner, fields []Field[T], seen uint32, unknown []string) {
	var absent []string
	for at, f := range fields {
		if seen>>at&1 == 0 {
			absent = append(absent, f.key)
		}
	}
	meant := make([]string, 0, len(unknown))
	for _, key := range unknown {
		near := nearest(key, absent)
		if near == "" {
			s.ignored(key)
			continue
		}
		meant = append(meant, near)
		s.Add(s.Under(key), SlipOf(near))
	}
	for at, f := range fields {
		if f.need && seen>>at&1 == 0 && !slices.Contains(meant, f.key) {
			s.Add(s.Under(f.key), "is missing")
		}
	}
}

// kindOf is how many objects of one kind were read, and how many of them had no word of
// each key that is then read as something.
type kindOf struct {
	path    string
	objects int
	keys    []absence
}

type absence struct {
	key, usual string
	objects    int
}

// count counts an object among those of its kind, which one list of fields reads.
func count[T any](s *Scanner, fields []Field[T], seen uint32) {
	if !slices.ContainsFunc(fields, func(f Field[T]) bool { return f.usual != "" }) {
		return
	}
	kind := s.objects[&fields[0]]
	if kind == nil {
		kind = &kindOf{path: numbered.ReplaceAllString(string(s.path), "[]"), keys: make([]absence, len(fields))}
		s.objects[&fields[0]] = kind
		s.read = append(s.read, kind)
	}
	kind.objects++
	for at, f := range fields {
		if f.usual != "" && seen>>at&1 == 0 {
			kind.keys[at].key, kind.keys[at].usual = f.key, f.usual
			kind.keys[at].objects++
		}
	}
}

// Missing tells of each key that was missing, how often, and what it is read as.
func (s *Scanner) Missing() (all Faults) {
	for _, kind := range s.read {
		for _, k := range kind.keys {
			if k.objects == 0 {
				continue
			}
			often := fmt.Sprintf("is missing in %d of %d, and is read as", k.objects, kind.objects)
			if !strings.HasSuffix(kind.path, "]") {
				often = "is missing, and is read as"
			}
			all = append(all, Fault{strings.TrimSuffix(kind.path, "[]"), k.key + " " + often + " " + k.usual})
		}
	}
	return all
}

// SlipOf is what is said of a key that is nearly another.
func SlipOf(key string) string { return fmt.Sprintf("is not known; did you mean %s?", key) }

// Small reads a whole number from lo to hi into what to gives.
func Small[T any](to func(x *T) *int32, lo, hi int64) func(s *Scanner, x *T) {
	return func(s *Scanner, x *T) { *to(x) = int32(s.Integer(lo, hi)) }
}

// Count is Small for what is kept as an int.
func Count[T any](to func(x *T) *int, lo, hi int64) func(s *Scanner, x *T) {
	return func(s *Scanner, x *T) { *to(x) = int(s.Integer(lo, hi)) }
}

// Large is Small for what is kept as an int64.
func Large[T any](to func(x *T) *int64, lo, hi int64) func(s *Scanner, x *T) {
	return func(s *Scanner, x *T) { *to(x) = s.Integer(lo, hi) }
}

// Fraction reads a number with a fraction.
func Fraction[T any](to func(x *T) *float64) func(s *Scanner, x *T) {
	return func(s *Scanner, x *T) { *to(x) = s.Float() }
}
