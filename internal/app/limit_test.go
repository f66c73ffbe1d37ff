package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db/dbtest"
)

// pressed asks for an address many times from a peer and counts the refusals.
// Each press claims to come from elsewhere, as a proxy would tell it.
func pressed(t *testing.T, method, path, peer string) (refused int) {
	t.Helper()
	handler := apptest.New(t, dbtest.SQLite(t)).Handler()
	for i := range 200 {
		req, err := http.NewRequestWithContext(t.Context(), method, path, strings.NewReader("voice=en-easy"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.100.%d", i))
		req.RemoteAddr = peer
		rec := newRecorder()
		handler.ServeHTTP(rec, req)
		if rec.Code == http.StatusServiceUnavailable {
			refused++
		}
	}
	return refused
}

func TestOneAddressCannotPressWithoutEnd(t *testing.T) {
	t.Run("nor by claiming to be somebody else each time", func(t *testing.T) {
		if n := pressed(t, http.MethodPost, "/voice", "203.0.113.9:4000"); n == 0 {
			t.Error("200 presses from one address were all let in")
		}
	})
	t.Run("but many people behind our own proxy may press at once", func(t *testing.T) {
		if n := pressed(t, http.MethodPost, "/voice", "127.0.0.1:4000"); n > 0 {
			t.Errorf("%d of 200 people were refused", n)
		}
	})
	t.Run("nor may a program ask for calendars until it guesses one", func(t *testing.T) {
		if n := pressed(t, http.MethodGet, "/calendars/x", "203.0.113.9:4000"); n == 0 {
			t.Error("200 guesses from one address were all let in")
		}
	})
}
