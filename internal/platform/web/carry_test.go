package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// carryingCtx is a request by somebody with cookies.
func carryingCtx(t *testing.T, who, method string, form url.Values, cookies ...*http.Cookie) *Ctx {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/me/try", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, k := range cookies {
		r.AddCookie(k)
	}
	c, err := (&Site{}).New(httptest.NewRecorder(), r)
	if err != nil {
		t.Fatal(err)
	}
	if who != "" {
		c.Who = &Who{ID: who}
	}
	return c
}

func TestWhatAFormCarriesIsForWhoSentItOnly(t *testing.T) {
	sent := carryingCtx(t, "jo", http.MethodPost, url.Values{"amount": {"120"}, "secret": {"x"}})
	if err := sent.Carry("amount"); err != nil {
		t.Fatal(err)
	}
	answer := sent.W.(*httptest.ResponseRecorder).Result()
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "/me/try" {
		t.Errorf("answered with %d %s", answer.StatusCode, answer.Header.Get("Location"))
	}
	k := answer.Cookies()[0]
	if k.Path != "/me/try" || !k.HttpOnly || k.MaxAge != 600 || k.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %s", k)
	}
	back := carryingCtx(t, "jo", http.MethodGet, nil, k)
	if !back.Carried() || back.Field("amount") != "120" || back.Field("secret") != "" {
		t.Errorf("who sent it reads %v", back.Form())
	}
	for name, c := range map[string]*Ctx{
		"somebody else":       carryingCtx(t, "sam", http.MethodGet, nil, k),
		"nobody":              carryingCtx(t, "", http.MethodGet, nil, k),
		"who sent nothing":    carryingCtx(t, "jo", http.MethodGet, nil),
		"a cookie of another": carryingCtx(t, "jo", http.MethodGet, nil, &http.Cookie{Name: k.Name, Value: "e30"}),
		"no such letters":     carryingCtx(t, "jo", http.MethodGet, nil, &http.Cookie{Name: k.Name, Value: "%%"}),
		"no such form":        carryingCtx(t, "jo", http.MethodGet, nil, &http.Cookie{Name: k.Name, Value: "bm9uZQ"}),
	} {
		if c.Carried() || c.Field("amount") != "" {
			t.Errorf("%s: %v", name, c.Form())
		}
	}
	back.Drop()
	if gone := back.W.(*httptest.ResponseRecorder).Result().Cookies()[0]; gone.MaxAge >= 0 || gone.Path != "/me/try" {
		t.Errorf("dropped with %s", gone)
	}
}
