package openreferral

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// longestLink is the longest address that is written out; longer ones are no use on paper.
const longestLink = 500

// link is one that is being read: its address and, so far, its words.
type link struct {
	to    string
	words strings.Builder
}

// linkOf gives where a mark leads; a mark without an address is none.
func linkOf(t html.Token) *link {
	for _, a := range t.Attr {
		if a.Key == "href" {
			return &link{to: a.Val}
		}
	}
	return nil
}

// text writes a link out: its words, and behind it the address, unless the text
// is the address. What is no address for people is left out, with what it said.
func (l *link) text() (words string, kept bool, leftOut string) {
	words = strings.TrimSpace(l.words.String())
	shown, leftOut := linkAddress(l.to)
	switch {
	case leftOut != "":
		return words, false, leftOut
	case oneSpace(words) == "":
		return html.EscapeString(shown), true, ""
	case sameAddress(words, shown):
		return words, true, ""
	}
	return words + " (" + html.EscapeString(shown) + ")", true, "" // tidy decodes entities once more
}

// linkAddress gives an address as people read it: of the web, of mail or a
// telephone number. Anything else is told and left out.
func linkAddress(to string) (shown, leftOut string) {
	t := strings.ReplaceAll(oneSpace(to), " ", "")
	if len(t) > longestLink || strings.ContainsFunc(t, unseen) {
		return "", linkLeftOut(t)
	}
	kind, rest, _ := strings.Cut(t, ":")
	switch strings.ToLower(kind) {
	case "http", "https":
		shown = webAddress(t)
	case "mailto":
		shown = mailOf(rest)
	case "tel":
		shown = numberOf(oneSpace(to))
	default:
		shown = webAddress(beginning(t))
	}
	if shown == "" {
		return "", linkLeftOut(t)
	}
	return shown, ""
}

// unseen are letters that nobody sees, and that turn an address about.
func unseen(r rune) bool { return unicode.Is(unicode.Cf, r) || !unicode.IsGraphic(r) }

// beginning puts before an address what its writer left out. A path alone leads
// into a site that the record does not name.
func beginning(t string) string {
	switch {
	case strings.HasPrefix(t, "//"):
		return "https:" + t
	case strings.HasPrefix(strings.ToLower(t), "www."):
		return "http://" + t
	}
	return ""
}

// webAddress admits a page of the web, without anybody's password.
func webAddress(t string) string {
	if u, err := url.Parse(t); err != nil || u.User != nil || t == "" {
		return ""
	}
	address, _ := cleanURL(t)
	return address
}

func mailOf(rest string) string {
	to, err := url.PathUnescape(before(rest, "?"))
	if err != nil {
		return ""
	}
	address, _ := cleanEmail(to)
	return address
}

// numberOf keeps of a telephone number what can be dialled.
func numberOf(to string) string {
	_, number, _ := strings.Cut(before(to, ";"), ":")
	if plain, err := url.PathUnescape(number); err == nil {
		number = plain
	}
	number = oneSpace(number)
	if digits(number) < 3 || strings.Trim(number, "+0123456789 ()-.") != "" {
		return ""
	}
	return number
}

func digits(s string) int { return strings.Count(strings.Map(digitOnly, s), "0") }

func digitOnly(r rune) rune {
	if r >= '0' && r <= '9' {
		return '0'
	}
	return -1
}

// sameAddress says whether a link's words are its address, however they write it.
func sameAddress(words, shown string) bool {
	if d := plainNumber(shown); d != "" && d == plainNumber(words) {
		return true
	}
	return bare(words) == bare(shown)
}

// plainNumber is a telephone number without its spaces; empty for other words.
func plainNumber(s string) string {
	if strings.Trim(s, "+0123456789 ()-.") != "" {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ()-.", r) {
			return -1
		}
		return r
	}, s)
}

func bare(s string) string {
	s = strings.ToLower(oneSpace(html.UnescapeString(s)))
	for _, start := range []string{"https://", "http://", "www."} {
		s = strings.TrimPrefix(s, start)
	}
	return strings.TrimSuffix(s, "/")
}

// linkLeftOut says which link was left out, without a password that stood in it.
func linkLeftOut(t string) string {
	if u, err := url.Parse(t); err == nil && u.User != nil {
		u.User = nil
		t = u.String()
	}
	short, _ := cut(t, 80)
	return fmt.Sprintf("link left out: %q", short)
}
