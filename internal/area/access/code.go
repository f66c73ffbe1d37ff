package access

import (
	"crypto/rand"
	"strings"
	"time"
)

// codeLetters are what a code on paper is written with: no vowels, so that it is no
// word, and none of those that look like another (0 O, 1 I L, 2 Z, 5 S).
const codeLetters = "BCDFGHJKMNPQRTVWXY346789"

// A code of eight of these is one of 110,000,000,000. Somebody who tries as often as is
// allowed, without a pause, finds one of a hundred live ones in about 8,000 weeks.
const (
	codeLength = 8
	codeDays   = 7 // it can be used until the end of the seventh day

	triesSpan       = 15 * time.Minute
	triesAtAnywhere = 200 // in all
	triesAtOne      = 20  // from one address, where a whole day centre may be
)

// NewCode makes a code that nobody can guess.
func NewCode() string {
	code := make([]byte, 0, codeLength)
	for len(code) < codeLength {
		b := make([]byte, codeLength)
		if _, err := rand.Read(b); err != nil {
			panic(err) // the system has no randomness left: nothing is safe to make
		}
		for _, x := range b {
			if n := int(x) & 31; n < len(codeLetters) && len(code) < codeLength { // every letter as likely
				code = append(code, codeLetters[n])
			}
		}
	}
	return string(code)
}

// readCode reads a code as somebody types it, with spaces, dashes and small letters;
// ok says whether it can be one.
func readCode(typed string) (code string, ok bool) {
	code = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(typed))
	if len(code) != codeLength || strings.Trim(code, codeLetters) != "" {
		return "", false
	}
	return code, true
}

// WriteCode gives a code as paper shows it, in two parts that are easy to keep.
func WriteCode(code string) string {
	if len(code) != codeLength {
		return code
	}
	return code[:codeLength/2] + " " + code[codeLength/2:]
}
