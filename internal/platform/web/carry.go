package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
)

const carryCookie = "carried"

// carrySeconds is how long a page can be opened again with what it was sent.
const carrySeconds = 600

// carried is what a form sent to its own page, and who sent it.
type carried struct {
	Who   string     `json:"w"`
	Typed url.Values `json:"t"`
}

// Carry leads from a form that kept nothing on the server back to its page, which
// shows what the named fields come to: see Carried. They are few and short, and
// travel on the visitor's device only, neither in an address nor in the database,
// so that Back has nothing to send again. The form may be pressed again with other
// values: its press is not remembered.
func (c *Ctx) Carry(fields ...string) error {
	typed := url.Values{}
	for _, f := range fields {
		typed.Set(f, c.Field(f))
	}
	b, err := json.Marshal(carried{c.whoID(), typed})
	if err != nil {
		panic(err) // texts only; anything else is a mistake in the program
	}
	if err := c.forgetPress(); err != nil {
		return err
	}
	c.setCarried(base64.RawURLEncoding.EncodeToString(b), carrySeconds)
	return c.See(c.R.URL.Path)
}

// Drop forgets what was carried here: the page shows it this once.
func (c *Ctx) Drop() { c.setCarried("", -1) }

// setCarried keeps a cookie that goes to this page, and those beneath it, only.
func (c *Ctx) setCarried(value string, seconds int) {
	k := c.Cookie(carryCookie, value, seconds)
	k.Path = c.R.URL.Path
	http.SetCookie(c.W, k)
}

// Carried puts what a form carried here back into the fields of the request, and
// reports whether there was any: within ten minutes, on the same device, by who
// sent it.
func (c *Ctx) Carried() bool {
	k, err := c.R.Cookie(carryCookie)
	if err != nil {
		return false
	}
	b, err := base64.RawURLEncoding.DecodeString(k.Value)
	if err != nil {
		return false
	}
	var v carried
	if json.Unmarshal(b, &v) != nil || v.Who != c.whoID() {
		return false
	}
	c.form = v.Typed
	return true
}

// CarryWay keeps, for as long as Carry, where somebody is to be led on pages that begin
// with a path, such as those on which they sign in; an empty way forgets it. It travels on
// their device: neither in a letter nor in the database.
func (c *Ctx) CarryWay(at, to string) {
	seconds := carrySeconds
	if to == "" {
		seconds = -1
	}
	k := c.Cookie(carryCookie, base64.RawURLEncoding.EncodeToString([]byte(to)), seconds)
	k.Path = at
	http.SetCookie(c.W, k)
}

// CarriedWay is what CarryWay kept; anybody may have written it, so whoever leads there
// asks first whether it is a page of this site.
func (c *Ctx) CarriedWay() string {
	k, err := c.R.Cookie(carryCookie)
	if err != nil {
		return ""
	}
	to, err := base64.RawURLEncoding.DecodeString(k.Value)
	if err != nil {
		return ""
	}
	return string(to)
}

// whoID tells who is here and whose pages they open: who helps two people is somebody else
// to what was opened for the other.
func (c *Ctx) whoID() string {
	if c.Who == nil {
		return ""
	}
	return c.Who.ID + "/" + c.Who.Of
}
