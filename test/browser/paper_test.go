package browser

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	ical "github.com/emersion/go-ical"

	"ourdays/internal/platform/clock"
)

// sheetWidth is what a browser has on A4 between its margins of a centimetre,
// in CSS pixels: 190 mm at 96 to the inch.
const sheetWidth = 718

// offPaper gives what is wrong with a page as it is printed: what reaches beyond
// the sheet, what can only be pressed, and pictures that are not there.
const offPaper = `(() => {
	const faults = [], seen = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1
	const over = document.documentElement.scrollWidth - innerWidth
	if (over > 0) faults.push('the page is ' + over + ' px wider than the sheet')
	for (const e of document.querySelectorAll('main *')) {
		const box = e.getBoundingClientRect()
		if (seen(e) && box.right > innerWidth + 1) faults.push('beyond the sheet: ' + e.outerHTML.slice(0, 120))
	}
	for (const e of document.querySelectorAll('button, input, select, textarea, nav, form, .govuk-button, .site-header'))
		if (seen(e)) faults.push('nobody can press on paper: ' + e.outerHTML.slice(0, 120))
	const rows = [...document.querySelectorAll('.sheet tbody tr')]
	if (rows.length === 0) faults.push('no row of the week')
	for (const r of rows) if (![...r.querySelectorAll('img, svg')].some(seen)) faults.push('no picture beside: ' + r.innerText.slice(0, 120))
	return faults
})()`

// OnPaper fails the test when the page, printed, is not a sheet of paper.
func (v *visitor) OnPaper() *visitor {
	v.t.Helper()
	v.do(medium("print"), chromedp.EmulateViewport(sheetWidth, 1000))
	if faults := evaluate[[]string](v, offPaper); len(faults) > 0 {
		v.t.Errorf("%s on paper:\n  %s", v.where(), strings.Join(faults, "\n  "))
	}
	v.do(medium(""))
	v.screen()
	return v
}

// medium makes a page look as it does on a medium; none is the screen.
func medium(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
		return err
	})
}

// calendarAddress is the address that the page shows this once, as a program
// asks for it.
func (v *visitor) calendarAddress() string {
	v.t.Helper()
	at, found := strings.CutPrefix(evaluate[string](v, "document.querySelector('[name=address]')?.value || ''"), "http://ourdays.example")
	if !found {
		v.fatalf("no address of a calendar is shown")
	}
	return v.w.URL() + at
}

// ask is what a program does that knows nothing but an address.
func (w *town) ask(address string) (*http.Response, string) {
	w.t.Helper()
	res, err := http.Get(address)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res, string(body)
}

// calendar reads an address as a standard client does, and gives the beginning
// and the title of each event that takes place, in order.
func (w *town) calendar(address string) []string {
	w.t.Helper()
	res, body := w.ask(address)
	if kind := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || kind != "text/calendar; charset=utf-8" {
		w.t.Fatalf("the calendar answers %d, %s", res.StatusCode, kind)
	}
	cal, err := ical.NewDecoder(strings.NewReader(body)).Decode()
	if err != nil {
		w.t.Fatal(err)
	}
	var events []string
	for _, e := range cal.Events() {
		begins, err := e.DateTimeStart(nil)
		if err != nil {
			w.t.Fatal(err)
		}
		title, err := e.Props.Text(ical.PropSummary)
		if err != nil {
			w.t.Fatal(err)
		}
		if e.Props.Get(ical.PropStatus).Value != "CANCELLED" {
			events = append(events, fmt.Sprintf("%s %s", clock.InstantOf(begins), title))
		}
	}
	slices.Sort(events)
	return events
}

// noCalendar fails the test unless an address opens nothing.
func (w *town) noCalendar(address string) {
	w.t.Helper()
	if res, body := w.ask(address); res.StatusCode != http.StatusNotFound || strings.Contains(body, "BEGIN:VEVENT") {
		w.t.Errorf("an address that nobody has answers %d: %.200s", res.StatusCode, body)
	}
}
