package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

const formField = "form"

// FormKey is the hidden field that makes one press of a form have one effect, and tells
// who opened its page. Every form that posts holds it.
func (c *Ctx) FormKey() g.Node {
	key := db.NewFormKey(c.Site.DB.Clock()(), randomKey())
	if who := c.whoID(); who != "" {
		key += openedBy + mark(key, who)
	}
	return h.Input(h.Type("hidden"), h.Name(formField), h.Value(key))
}

// openedBy stands in a form's key before the mark of who opened its page.
const openedBy = "~"

// mark tells who opened the page of a form to whom it is known already: it names nobody.
func mark(key, who string) string {
	sum := sha256.Sum256([]byte(key + openedBy + who))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// OpenedByOther reports whether the page of the form that is pressed was opened by somebody
// else than who presses it: on a machine that several share, a page that the one before left
// open; or by who presses it, while they helped somebody else. A form of a page that was opened by nobody who had signed in is anybody's.
func (c *Ctx) OpenedByOther() bool {
	key, by, marked := strings.Cut(c.form.Get(formField), openedBy)
	return marked && by != mark(key, c.whoID())
}

func randomKey() string {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the system has no randomness left: nothing is safe to make
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Press ties the posted form's key to the request, so that the first
// transaction claims it.
func (c *Ctx) Press(actor string) {
	key := c.form.Get(formField)
	if key == "" || len(key) > 64 {
		return
	}
	c.key = &db.FormKey{Key: key, Actor: actor}
	c.R = c.R.WithContext(db.WithFormKey(c.R.Context(), c.key))
}

// Repeat answers a form that was pressed before as the first press was
// answered. The first press may still be on its way: it is waited for.
func (c *Ctx) Repeat() error {
	ctx := db.WithFormKey(c.Context(), nil)
	for range 40 {
		answer, err := c.Site.DB.AnswerOf(ctx, c.key.Key, c.key.Actor)
		if err != nil {
			return err
		}
		if answer != "" {
			c.key = nil
			return c.See(answer)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fail.New(fail.Conflict, "web.error.pressed_before")
}

const flashCookie = "flash"

type flash struct {
	Key  string `json:"k"`
	Args []any  `json:"a"`
}

// Flash says a text on the next page.
func (c *Ctx) Flash(key string, args ...any) {
	b, err := json.Marshal(flash{key, args})
	if err != nil {
		panic(err) // args are strings and numbers; anything else is a mistake in the program
	}
	http.SetCookie(c.W, c.Cookie(flashCookie, base64.RawURLEncoding.EncodeToString(b), 300))
}

// takeFlash reads the text that the last page left, and forgets it.
func (c *Ctx) takeFlash() (flash, bool) {
	k, err := c.R.Cookie(flashCookie)
	if err != nil {
		return flash{}, false
	}
	http.SetCookie(c.W, c.Cookie(flashCookie, "", -1))
	b, err := base64.RawURLEncoding.DecodeString(k.Value)
	if err != nil {
		return flash{}, false
	}
	var f flash
	if err := json.Unmarshal(b, &f); err != nil {
		return flash{}, false
	}
	return f, true
}

func badForm(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fail.New(fail.Invalid, "web.error.form_too_large")
	}
	return fail.New(fail.Invalid, "web.error.form_unreadable")
}
