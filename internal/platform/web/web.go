// Package web is the ground of every page: a request with its voice, the
// shell around a page, forms that have one effect, refusals that are told in
// one place, and the headers that keep a visitor safe.
//
// It knows no word of the business. Areas hand it titles, bodies and errors.
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// Register is the family of a page's look.
type Register int

// The two registers: warm and large for citizens, dense for staff.
const (
	Citizen Register = iota
	Staff
)

// Site is what a council sets: names, the human's telephone number, and where
// the built look comes from.
type Site struct {
	Name    string // of the service: "Ourdays"
	Council string
	Phone   string
	Email   string
	Look    Look
	Demo    bool // shows demo helps, such as the list of personas
	TLS     bool // the public address has TLS, whatever a proxy says of a request
	Log     *slog.Logger
	DB      *db.DB
}

// Look is what pages need of the built assets.
type Look struct {
	CSS       func(Register) string // the style sheet that is inlined
	CSSHashes []string              // the content policy's hashes of the above
	Script    string                // URL of the script, empty when there is none
	Brand     string                // the council's colour
	Logo      string                // URL of the council's logo, empty when there is none
	Symbol    func(name string) string
}

// maxForm bounds what a form may send.
const maxForm = 1 << 20

// Ctx is one request on its way to a page.
type Ctx struct {
	W     http.ResponseWriter
	R     *http.Request
	Voice i18n.Voice
	Site  *Site
	// Who is signed in, as the shell shows it; nil for anyone.
	Who  *Who
	form url.Values
	// errors are what a form is refused for, while its page is shown again.
	errors []fail.Field
	unread []fail.Field // what of the form could not be read
	key    *db.FormKey
	// past are the fields for days that are over, with how old their example is.
	past map[string]age
	// formPage is the page of the pressed form, where it is known.
	formPage string
	// answered is set once headers are sent.
	answered bool
}

// Who is the visitor as the shell shows them.
type Who struct {
	ID   string
	Name string
	As   string // what they are here as, in the visitor's voice
	For  string // whom they help, empty when nobody
	Of   string // whose pages they open as theirs: the id of who they are, or help
	Nav  []Link
}

// Link is a place to go to.
type Link struct {
	Path  string
	Text  string
	Holds string // what other addresses belong to it begin with, in the navigation
}

// OpenedOn says which page of this site the pressed form is on: a refused form's switch
// of voices leads there.
func (c *Ctx) OpenedOn(path string) { c.formPage = path }

// Context gives the context of the request, with the key of the pressed form.
func (c *Ctx) Context() context.Context { return c.R.Context() }

// T says a text in the visitor's voice.
func (c *Ctx) T(key string, args ...any) string { return i18n.T(c.Voice, key, args...) }

// N says a text for a number in the visitor's voice.
func (c *Ctx) N(key string, n int, args ...any) string { return i18n.N(c.Voice, key, n, args...) }

// Path gives a part of the path: {person} in the route's pattern.
func (c *Ctx) Path(name string) string { return c.R.PathValue(name) }

// Query gives a value of the query, trimmed.
func (c *Ctx) Query(name string) string { return strings.TrimSpace(c.R.URL.Query().Get(name)) }

// mostPages bounds the number of a page, so that no address makes it overflow.
const mostPages = 1_000_000

// Page is which page of a list the address asks for, from 1: the first where it
// names none.
func (c *Ctx) Page() int {
	n, err := strconv.Atoi(c.Query("page"))
	if err != nil || n < 1 || n > mostPages {
		return 1
	}
	return n
}

// Form gives what was posted.
func (c *Ctx) Form() url.Values { return c.form }

// Field gives one posted value, trimmed, with line ends made plain.
func (c *Ctx) Field(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(c.form.Get(name), "\r\n", "\n"))
}

// Retype puts a form that was sent before back into the fields of the request.
func (c *Ctx) Retype(sent string) error {
	form, err := url.ParseQuery(sent)
	if err != nil {
		return fmt.Errorf("read a kept form: %w", err)
	}
	c.form = form
	return nil
}

// Fields gives all posted values of a name.
func (c *Ctx) Fields(name string) []string { return c.form[name] }

// Easy reports whether the visitor reads Easy Read.
func Easy(c *Ctx) bool { return c.Voice == i18n.Easy }

// See sends the visitor to another page, after a form did its work.
func (c *Ctx) See(path string) error {
	if !localPath(path) {
		return fmt.Errorf("see %q: not a path of this site", path)
	}
	if c.key != nil && c.key.Claimed() {
		if err := c.Site.DB.StoreAnswer(c.Context(), c.key.Key, path); err != nil {
			return fmt.Errorf("store answer: %w", err)
		}
	}
	c.answered = true
	http.Redirect(c.W, c.R, path, http.StatusSeeOther)
	return nil
}

// localPath admits paths of this site only: "/x", never "//host" or "/\host".
func localPath(p string) bool {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.HasPrefix(p, `/\`) {
		return false
	}
	u, err := url.Parse(p)
	return err == nil && u.Host == "" && u.Scheme == ""
}

// New reads the request into a Ctx. A form that is too large or malformed is
// refused.
func (s *Site) New(w http.ResponseWriter, r *http.Request) (*Ctx, error) {
	c := &Ctx{W: w, R: r, Site: s, Voice: voiceOf(r)}
	if r.Method != http.MethodPost {
		return c, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return c, badForm(err)
	}
	c.form = r.PostForm
	return c, nil
}

const voiceCookie = "voice"

// voiceOf reads the visitor's voice: the address decides, then the cookie.
func voiceOf(r *http.Request) i18n.Voice {
	if v := r.URL.Query().Get("voice"); v != "" {
		if v == string(i18n.Pseudo) {
			return i18n.Pseudo
		}
		return i18n.ParseVoice(v)
	}
	if k, err := r.Cookie(voiceCookie); err == nil {
		return i18n.ParseVoice(k.Value)
	}
	return i18n.Standard
}

// VoiceChosen reports whether the visitor chose a voice, here or on an earlier
// page. Where nobody did, a page about one person may speak in theirs.
func (c *Ctx) VoiceChosen() bool {
	_, err := c.R.Cookie(voiceCookie)
	return err == nil || c.Query("voice") != ""
}

// SetVoice keeps the visitor's voice on their device for a year.
func (c *Ctx) SetVoice(v i18n.Voice) {
	http.SetCookie(c.W, c.Cookie(voiceCookie, string(v), 365*24*3600))
}

// Cookie makes a cookie that scripts cannot read and other sites cannot send.
func (c *Ctx) Cookie(name, value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true,
		Secure: c.Secure(), SameSite: http.SameSiteLaxMode,
	}
}

// Secure reports whether the visitor came over TLS, here or at the proxy, or must have
// as the public address has it.
func (c *Ctx) Secure() bool { return c.Site.secure(c.R) }

func (s *Site) secure(r *http.Request) bool {
	return s.TLS || r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}
