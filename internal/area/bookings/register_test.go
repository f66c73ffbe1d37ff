package bookings

import (
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func TestWhatEachCodeComesTo(t *testing.T) {
	day := clock.D(2026, 11, 24)
	week := func(n int, c framework.Code) Past { return Past{day.AddDays(-7 * n), c} }
	hospital := []Past{week(1, framework.Hospital), week(2, framework.Holiday), week(3, framework.Hospital)}
	cases := []struct {
		code    framework.Code
		earlier []Past
		paid    pence.Pence
		charged int
	}{
		{framework.Attended, nil, 2450, 1},
		{framework.PartAttended, nil, 2450, 1},
		{framework.AbsentShort, nil, 2450, 1},
		{framework.NoShow, nil, 2450, 1},
		{framework.AbsentInTime, nil, 0, 0},
		{framework.ProviderCancelled, nil, 0, 0},
		{framework.Closed, nil, 0, 0},
		{framework.Suspended, nil, 0, 0},
		{framework.Excluded, nil, 0, 0},
		{framework.TransportFailure, nil, 0, 0},
		{framework.Hospital, nil, 2450, 0},
		{framework.Hospital, hospital, 2450, 0},
		{framework.Holiday, append(hospital, week(4, framework.Holiday)), 0, 0},
		{framework.Hospital, append(hospital, week(4, framework.Attended), week(5, framework.Hospital)), 2450, 0},
		{framework.Attended, append(hospital, week(4, framework.Holiday)), 2450, 1},
	}
	for _, c := range cases {
		got := settle(Booking{Status: Confirmed, Price: 2450, Day: day}, Entry{Code: c.code}, framework.DefaultTerms(), c.earlier)
		if got.Paid != c.paid || got.Charged != c.charged || got.Paid+got.Free != 2450 || got.Status != Recorded {
			t.Errorf("%s after %v: %+v", c.code, c.earlier, got)
		}
	}
	if n := len(framework.Codes()); n != 12 || len(framework.DefaultTerms().Codes) != 12 {
		t.Errorf("%d codes are listed", n)
	}
}

func TestNoticeIsCountedToTheMinute(t *testing.T) {
	starts := clock.At(clock.D(2026, 11, 26), 14*60)
	for ahead, want := range map[time.Duration]framework.Code{
		48 * time.Hour: framework.AbsentInTime, 48*time.Hour - time.Minute: framework.AbsentShort, time.Hour: framework.AbsentShort} {
		if got := noticeCode(starts.Add(-ahead), starts, 48*time.Hour); got != want {
			t.Errorf("%v ahead is %s", ahead, got)
		}
	}
}

func TestARegisterNamesEverythingThatIsWrong(t *testing.T) {
	live := []Booking{{ID: "a", Outcomes: db.List{"o1"}}, {ID: "b"}}
	cases := []struct {
		name    string
		entries []Entry
		kind    fail.Kind
		fields  []string
	}{
		{"a person without a code, and a code that is none", []Entry{{BookingID: "b", Code: "ill"}}, fail.Invalid, []string{"code_a", "code_b"}},
		{"an outcome of somebody else", []Entry{{BookingID: "a", Code: framework.Attended, Towards: "o2"},
			{BookingID: "b", Code: framework.NoShow}}, fail.Invalid, []string{"towards_a"}},
		{"a line without its outcome", []Entry{{BookingID: "a", Code: framework.Attended, Note: "Bowled alone"},
			{BookingID: "b", Code: framework.NoShow}}, fail.Invalid, []string{"towards_a"}},
		{"a line that is too long", []Entry{{BookingID: "a", Code: framework.Attended}, {BookingID: "b", Code: framework.NoShow,
			Note: strings.Repeat("é", 301)}}, fail.Invalid, []string{"note_b"}},
		{"somebody who is not on the list any more", []Entry{{BookingID: "a", Code: framework.Attended}, {BookingID: "b", Code: framework.NoShow},
			{BookingID: "c", Code: framework.NoShow}}, fail.Conflict, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e, ok := fail.As(checkRegister(live, c.entries))
			if !ok || e.Kind != c.kind || len(e.Fields) != len(c.fields) {
				t.Fatalf("got %v", e)
			}
			for i, f := range c.fields {
				if e.Fields[i].Name != f {
					t.Errorf("field %d is %s", i, e.Fields[i].Name)
				}
			}
		})
	}
	good := []Entry{{BookingID: "a", Code: framework.Attended, Towards: "o1", Note: "Bowled alone"}, {BookingID: "b", Code: framework.NoShow}}
	if err := checkRegister(live, good); err != nil {
		t.Error(err)
	}
}

func TestIllegalStepsAreRefused(t *testing.T) {
	for _, c := range []struct {
		from, to Status
		legal    bool
	}{
		{Confirmed, Cancelled, true}, {Confirmed, Recorded, true}, {Cancelled, Confirmed, true},
		{Recorded, Cancelled, false}, {Recorded, Confirmed, false}, {Cancelled, Recorded, false}, {Confirmed, Confirmed, false},
	} {
		if err := c.from.CheckMove(c.to); (err == nil) != c.legal {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
}
