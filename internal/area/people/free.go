package people

import "strconv"

// Free is when a person is free: a set of parts of the week. Zero says that
// nobody has asked yet, and rules nothing out.
type Free uint32

// Parts are the parts of a day: to midday, to five o'clock, and after it.
var Parts = []string{"morning", "afternoon", "evening"}

const days = 7

// FreeAt makes the set of one part of a day, Monday 0 to Sunday 6.
func FreeAt(day, part int) Free { return 1 << (day*len(Parts) + part) }

// FreeOf reads the words of parts, as forms post them; ok is false when a word
// names none.
func FreeOf(words []string) (f Free, ok bool) {
	ok = true
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil || n < 0 || n >= days*len(Parts) {
			ok = false
			continue
		}
		f |= 1 << n
	}
	return f, ok
}

// Has reports whether a part of a day is free.
func (f Free) Has(day, part int) bool { return f&FreeAt(day, part) != 0 }

// Words lists the parts as forms post them.
func (f Free) Words() []string {
	var words []string
	for n := range days * len(Parts) {
		if f&(1<<n) != 0 {
			words = append(words, strconv.Itoa(n))
		}
	}
	return words
}

// Travels are how many minutes one way somebody may travel at most; 0 says
// that nobody has asked.
var Travels = []int{0, 15, 30, 45, 60, 90}
