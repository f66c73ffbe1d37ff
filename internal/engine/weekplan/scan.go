package weekplan

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// scanner reads JSON as a stream and keeps the path of the value it is at, so
// that a fault can be told with its place and a file of any size be read in
// the memory its answer needs. A fault of meaning is noted and reading goes
// on; a fault of form ends the reading.
type scanner struct {
	r      *bufio.Reader
	path   []byte
	word   []byte
	faults Faults
	// strange are keys that are not known and ignored, the first of each kind.
	strange Faults
	kinds   map[string]int
	fresh   bool // no value of the list or object that opened last was read
	dead    bool // the text is not JSON from here on
	at      int64
}

func newScanner(r io.Reader) *scanner {
	return &scanner{r: bufio.NewReaderSize(r, 1<<16), kinds: map[string]int{}}
}

func (s *scanner) fault(format string, args ...any) {
	s.faults = append(s.faults, Fault{string(s.path), fmt.Sprintf(format, args...)})
}

// told tells of which paths something is said already.
func (s *scanner) told() func(path string) bool {
	said := make(map[string]bool, len(s.faults))
	for _, f := range s.faults {
		said[f.Path] = true
	}
	return func(path string) bool { return said[path] }
}

// under is the path of a key of the object that was read.
func (s *scanner) under(key string) string {
	if len(s.path) == 0 {
		return key
	}
	return string(s.path) + "." + key
}

// ignored notes a key of the object that was read as not known: once for all that are
// alike but for their numbers.
func (s *scanner) ignored(key string) {
	path := s.under(key)
	kind := numbered.ReplaceAllString(path, "[]")
	if s.kinds[kind]++; s.kinds[kind] == 1 {
		s.strange = append(s.strange, Fault{path, "is not known, and ignored"})
	}
}

// numbered is a place in a list.
var numbered = regexp.MustCompile(`\[\d+\]`)

// broken notes that the text is not JSON from here on.
func (s *scanner) broken(what string) {
	if !s.dead {
		s.fault("%s at byte %d", what, s.at)
	}
	s.dead = true
}

// next returns the next byte, or 0 at the end.
func (s *scanner) next() byte {
	c, err := s.r.ReadByte()
	if err != nil {
		s.broken("the file ends too soon")
		return 0
	}
	s.at++
	return c
}

// peek returns the next byte that is not space, without taking it.
func (s *scanner) peek() byte {
	for !s.dead {
		c := s.next()
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			continue
		}
		if !s.dead {
			s.back()
		}
		return c
	}
	return 0
}

func (s *scanner) back() {
	if s.r.UnreadByte() == nil {
		s.at--
	}
}

// object calls field for every key, with the path set; field must read the
// value.
func (s *scanner) object(field func(key string)) {
	if !s.opens('{', "an object") {
		return
	}
	for s.more('}') {
		if s.peek() != '"' {
			s.broken("a key should stand here")
			return
		}
		s.word = s.quoted(s.word[:0])
		if s.peek() != ':' {
			s.broken("a colon should stand here")
			return
		}
		s.next()
		n := len(s.path)
		if n > 0 {
			s.path = append(s.path, '.')
		}
		s.path = append(s.path, s.word...)
		field(string(s.word))
		s.path = s.path[:n]
	}
}

// array calls item for every value, with the path set; item must read it.
func (s *scanner) array(item func()) {
	if !s.opens('[', "a list") {
		return
	}
	for i := 0; s.more(']'); i++ {
		n := len(s.path)
		s.path = append(s.path, '[')
		s.path = strconv.AppendInt(s.path, int64(i), 10)
		s.path = append(s.path, ']')
		item()
		s.path = s.path[:n]
	}
}

func (s *scanner) opens(c byte, what string) bool {
	if s.peek() != c {
		s.wrong(what)
		return false
	}
	s.next()
	s.fresh = true
	return !s.dead
}

// more tells whether another value follows, and takes the comma before it.
func (s *scanner) more(closing byte) bool {
	fresh := s.fresh
	s.fresh = false
	c := s.peek()
	if s.dead {
		return false
	}
	if c == closing {
		s.next()
		return false
	}
	if fresh {
		return true
	}
	if c != ',' {
		s.broken("a comma should stand here")
		return false
	}
	s.next()
	return true
}

// integer reads a whole number from lo to hi.
func (s *scanner) integer(lo, hi int64) int64 {
	text, ok := s.number()
	if !ok {
		s.wrong("a whole number")
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		s.fault("%s lies outside %d to %d", text, lo, hi)
		return 0
	}
	if err != nil {
		s.fault("%s is not a whole number", text)
		return 0
	}
	if n < lo || n > hi {
		s.fault("%d lies outside %d to %d", n, lo, hi)
		return 0
	}
	return n
}

func (s *scanner) float() float64 {
	text, ok := s.number()
	if !ok {
		s.wrong("a number")
		return 0
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) {
		s.fault("%s is not a number", text)
		return 0
	}
	return f
}

func (s *scanner) number() (string, bool) {
	c := s.peek()
	if c != '-' && (c < '0' || c > '9') {
		return "", false
	}
	s.letters(func(c byte) bool {
		return c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E' || c >= '0' && c <= '9'
	})
	digits := bytes.TrimPrefix(s.word, []byte("-"))
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		s.fault("%s begins with a nought", s.word)
	}
	return string(s.word), true
}

// letters takes the bytes of a word; the file may end with it.
func (s *scanner) letters(of func(byte) bool) {
	s.word = s.word[:0]
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return
		}
		s.at++
		if !of(c) {
			s.back()
			return
		}
		s.word = append(s.word, c)
	}
}

// end notes what stands after the value that should be the last.
func (s *scanner) end() {
	for !s.dead {
		c, err := s.r.ReadByte()
		if err != nil {
			return
		}
		s.at++
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			s.broken("the file should end here; something more stands")
		}
	}
}

func (s *scanner) text() string {
	if s.peek() != '"' {
		s.wrong("a text")
		return ""
	}
	return string(s.quoted(nil))
}

// quoted reads a text in quotes.
func (s *scanner) quoted(to []byte) []byte {
	s.next()
	from, plain := len(to), true
	for !s.dead {
		c := s.next()
		if c == '"' {
			break
		}
		to = append(to, c)
		if c == '\\' {
			plain = false
			to = append(to, s.next())
		}
	}
	if plain || s.dead {
		return to
	}
	var text string
	if err := json.Unmarshal(slices.Concat([]byte{'"'}, to[from:], []byte{'"'}), &text); err != nil {
		s.fault("the text has an escape that JSON does not know")
	}
	return append(to[:from], text...)
}

// wrong notes that the value here is not of the kind expected, and skips it.
func (s *scanner) wrong(what string) {
	if s.dead {
		return
	}
	s.fault("%s should stand here", what)
	s.skip()
}

// skip reads over one value of any kind.
func (s *scanner) skip() {
	switch c := s.peek(); {
	case c == '{':
		s.object(func(string) { s.skip() })
	case c == '[':
		s.array(s.skip)
	case c == '"':
		s.word = s.quoted(s.word[:0])
	case c == '-' || c >= '0' && c <= '9':
		s.number()
	case c >= 'a' && c <= 'z':
		s.letters(func(c byte) bool { return c >= 'a' && c <= 'z' })
	default:
		s.broken("a value should stand here")
	}
}
