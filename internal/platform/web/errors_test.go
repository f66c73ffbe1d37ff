package web

import (
	"net/http/httptest"
	"testing"
)

// Only a page of this site, and none that was the answer to the form, is opened again.
func TestAnOldFormLeadsToThePageItWasOn(t *testing.T) {
	for from, want := range map[string]string{
		"": "", "http://ourdays.example/people/7/plan?page=2": "/people/7/plan?page=2", "http://ourdays.example/": "/",
		"http://elsewhere.example/people/7/plan": "", "http://ourdays.example/people/7/plan/remove": "",
		"http://ourdays.example//elsewhere.example": "", "://": "",
	} {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "http://ourdays.example/people/7/plan/remove", nil)
		r.Header.Set("Referer", from)
		if got := (&Ctx{R: r}).CameFrom(); got != want {
			t.Errorf("from %q leads to %q, want %q", from, got, want)
		}
	}
}
