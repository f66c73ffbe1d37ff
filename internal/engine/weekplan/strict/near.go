package strict

import "strings"

// nearest is the one key that a word is nearly, or none: letters apart, it may be written
// large or with other signs between its words, and have one slip, or two in a long word.
func nearest(word string, keys []string) string {
	best, least, several := "", 0, false
	for _, key := range keys {
		slips := apart(plain(word), plain(key))
		switch {
		case slips > allowed(key):
		case best == "" || slips < least:
			best, least, several = key, slips, false
		case slips == least:
			several = true
		}
	}
	if several {
		return ""
	}
	return best
}

// allowed is how many slips still leave a key to be recognised.
func allowed(key string) int {
	const short, long = 2, 6
	switch n := len(key); {
	case n <= short:
		return 0
	case n < long:
		return 1
	}
	return 2
}

// plain is a word without what is written in several ways.
func plain(word string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(word))
}

// apart is how many letters have to be put in, left out, changed, or changed with the one
// beside, to make one word another.
func apart(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
