// Package strict reads a JSON file by a list of what it may hold, and tells everything
// that is wrong in it at once, each with its JSON path: what is missing or stands twice,
// what is of another kind or out of range, and where the text breaks off. It knows nothing
// of what the file is about.
package strict

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

// Scanner reads JSON as a stream and keeps the path of the value it is at, so
// that a fault can be told with its place and a file of any size be read in
// the memory its answer needs. A fault of meaning is noted and reading goes
// on; a fault of form ends the reading.
type Scanner struct {
	r      *bufio.Reader
	path   []byte
	deep   int // how many lists and objects are open
	word   []byte
	Faults Faults
	// strange are keys that are not known and ignored, the first of each kind.
	Strange Faults
	kinds   map[string]int
	objects map[any]*kindOf // by the list of fields that reads them
	read    []*kindOf       // the same, in the order in which they came
	fresh   bool            // no value of the list or object that opened last was read
	dead    bool            // the text is not JSON from here on
	begun   bool            // something other than space was read

	at, lines, line int64 // bytes and whole lines read, and where the present line began
}

// New reads from r.
func New(r io.Reader) *Scanner {
	return &Scanner{r: bufio.NewReaderSize(r, 1<<16), kinds: map[string]int{}, objects: map[any]*kindOf{}}
}

// Fault notes something wrong with the value that is being read.
func (s *Scanner) Fault(format string, args ...any) {
	s.Add(string(s.path), fmt.Sprintf(format, args...))
}

// Add notes something wrong at a path.
func (s *Scanner) Add(path, message string) { s.Faults = append(s.Faults, Fault{path, message}) }

// Told tells of which paths something is said already.
func (s *Scanner) Told() func(path string) bool {
	said := make(map[string]bool, len(s.Faults))
	for _, f := range s.Faults {
		said[f.Path] = true
	}
	return func(path string) bool { return said[path] }
}

// Under is the path of a key of the object that was read.
func (s *Scanner) Under(key string) string {
	if len(s.path) == 0 {
		return key
	}
	return string(s.path) + "." + key
}

// ignored notes a key of the object that was read as not known: once for all that are
// alike but for their numbers.
func (s *Scanner) ignored(key string) {
	path := s.Under(key)
	kind := numbered.ReplaceAllString(path, "[]")
	if s.kinds[kind]++; s.kinds[kind] == 1 {
		s.Strange = append(s.Strange, Fault{path, "is not known, and ignored"})
	}
}

// numbered is a place in a list.
var numbered = regexp.MustCompile(`\[\d+\]`)

// Dead tells whether the text is not JSON from some place on, so that nothing can be said
// of what comes after it.
func (s *Scanner) Dead() bool { return s.dead }

// broken notes that the text is not JSON from here on.
func (s *Scanner) broken(what string) {
	if !s.dead {
		s.Fault("%s at line %d, column %d (after %d bytes)", what, s.lines+1, s.at-s.line+1, s.at)
	}
	s.dead = true
}

// over notes that nothing more can be read where more is needed.
func (s *Scanner) over(err error) {
	switch {
	case !errors.Is(err, io.EOF):
		s.broken(fmt.Sprintf("the file cannot be read on (%v)", err))
	case s.begun:
		s.broken("the file breaks off")
	case !s.dead:
		s.Fault("the file is empty")
		s.dead = true
	}
}

// next returns the next byte, or 0 at the end.
func (s *Scanner) next() byte {
	c, err := s.r.ReadByte()
	if err != nil {
		s.over(err)
		return 0
	}
	s.at++
	if c == '\n' {
		s.lines, s.line = s.lines+1, s.at
	}
	return c
}

// peek returns the next byte that is not space, without taking it.
func (s *Scanner) peek() byte {
	for !s.dead {
		c := s.next()
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			continue
		}
		if !s.dead && !s.begun && (c == 0xef || c >= 0xfe) { // how marks of UTF-8 and UTF-16 begin
			s.back()
			s.broken("a mark of an encoding stands here (save the file as UTF-8 without one)")
		}
		if !s.dead {
			s.begun = true
			s.back()
		}
		return c
	}
	return 0
}

// back gives back the byte that was read last, which ends no line.
func (s *Scanner) back() {
	if s.r.UnreadByte() == nil {
		s.at--
	}
}

// object calls field for every key, with the path set; field must read the
// value.
func (s *Scanner) object(field func(key string)) {
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
	s.deep--
}

// Array calls item for every value, with the path set; item must read it.
func (s *Scanner) Array(item func()) {
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
	s.deep--
}

func (s *Scanner) opens(c byte, what string) bool {
	if s.peek() != c {
		s.wrong(what)
		return false
	}
	if s.deep++; s.deep > mostDeep {
		s.broken("lists and objects stand in each other too deep")
	}
	s.next()
	s.fresh = true
	return !s.dead
}

// mostDeep is how many lists and objects may stand in each other: more are no file that
// anybody means, and would take all memory.
const mostDeep = 1000

// more tells whether another value follows, and takes the comma before it.
func (s *Scanner) more(closing byte) bool {
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

// Integer reads a whole number from lo to hi.
func (s *Scanner) Integer(lo, hi int64) int64 { return s.Number("a whole number", lo, hi) }

// Number is Integer for a number of which more is known than that.
func (s *Scanner) Number(what string, lo, hi int64) int64 {
	text, ok := s.number()
	if !ok {
		s.wrong(what)
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		s.Fault("%s lies outside %d to %d", text, lo, hi)
		return 0
	}
	if err != nil {
		s.Fault("%s is not a whole number", text)
		return 0
	}
	if n < lo || n > hi {
		s.Fault("%d lies outside %d to %d", n, lo, hi)
		return 0
	}
	return n
}

// Float reads a number.
func (s *Scanner) Float() float64 {
	text, ok := s.number()
	if !ok {
		s.wrong("a number")
		return 0
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) {
		s.Fault("%s is not a number", text)
		return 0
	}
	return f
}

func (s *Scanner) number() (string, bool) {
	c := s.peek()
	if c != '-' && (c < '0' || c > '9') {
		return "", false
	}
	s.letters(func(c byte) bool {
		return c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E' || c >= '0' && c <= '9'
	})
	digits := bytes.TrimPrefix(s.word, []byte("-"))
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		s.Fault("%s begins with a nought", s.word)
	}
	return string(s.word), true
}

// letters takes the bytes of a word; the file may end with it.
func (s *Scanner) letters(of func(byte) bool) {
	s.word = s.word[:0]
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return
		}
		if s.at++; !of(c) {
			s.back()
			return
		}
		s.word = append(s.word, c)
	}
}

// Truth reads true or false.
func (s *Scanner) Truth() bool {
	if c := s.peek(); c != 't' && c != 'f' {
		s.wrong("true or false")
		return false
	}
	s.literal()
	return string(s.word) == "true"
}

// literal reads one of the three words that JSON knows.
func (s *Scanner) literal() {
	s.letters(func(c byte) bool { return c >= 'a' && c <= 'z' })
	if w := string(s.word); w != "true" && w != "false" && w != "null" {
		s.Fault("there is no value %.20s", w)
	}
}

// End notes what stands after the value that should be the last.
func (s *Scanner) End() {
	for !s.dead {
		c, err := s.r.ReadByte()
		if err != nil {
			return
		}
		if s.at++; c == '\n' {
			s.lines, s.line = s.lines+1, s.at
		} else if c != ' ' && c != '\t' && c != '\r' {
			s.back()
			s.broken("the file should end here; something more stands")
		}
	}
}

// Text reads a text.
func (s *Scanner) Text() string {
	if s.peek() != '"' {
		s.wrong("a text")
		return ""
	}
	return string(s.quoted(nil))
}

// quoted reads a text in quotes.
func (s *Scanner) quoted(to []byte) []byte {
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
		s.Fault("the text has an escape that JSON does not know")
	}
	return append(to[:from], text...)
}

// wrong notes that the value here is not of the kind expected, and skips it. Where it is no
// value at all, only that is told.
func (s *Scanner) wrong(what string) {
	if s.dead {
		return
	}
	known, is := len(s.Faults), kind(s.peek())
	s.Fault("%s should stand here, and this is %s", what, is)
	if s.Skip(); len(s.Faults) > known+1 && (s.dead || is == "a word") {
		s.Faults = slices.Delete(s.Faults, known, known+1)
	} else if is == "a word" {
		s.Faults[known].Message = fmt.Sprintf("%s should stand here, and this is %s", what, s.word)
	}
}

// kind says what begins with a byte.
func kind(c byte) string {
	switch {
	case c == '{':
		return "an object"
	case c == '[':
		return "a list"
	case c == '"':
		return "a text"
	case c >= 'a' && c <= 'z':
		return "a word" // true, false or null, or none
	}
	return "a number"
}

// Skip reads over one value of any kind.
func (s *Scanner) Skip() {
	switch c := s.peek(); {
	case c == '{':
		s.object(func(string) { s.Skip() })
	case c == '[':
		s.Array(s.Skip)
	case c == '"':
		s.word = s.quoted(s.word[:0])
	case c == '-' || c >= '0' && c <= '9':
		s.number()
	case c >= 'a' && c <= 'z':
		s.literal()
	default:
		s.broken("a value should stand here")
	}
}

// Null takes a null, if one stands here.
func (s *Scanner) Null() bool {
	if s.peek() != 'n' {
		return false
	}
	s.literal()
	return true
}
