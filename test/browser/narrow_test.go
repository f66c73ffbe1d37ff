package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ourdays/internal/app/apptest"
)

// tooSmall gives what is wrong with a page on a screen of 320 px, which is also
// what a screen of 1280 px shows at 400 %: anything that makes it scroll
// sideways (WCAG 1.4.10), a table or picture that hides part of itself beyond the
// edge of its box and, on citizens' pages, what is smaller than 44 px to
// press (2.5.5). A link inside a sentence is as high as its line.
const tooSmall = `(() => {
	const root = document.documentElement, faults = []
	if (root.scrollWidth > root.clientWidth) faults.push('the page is ' + (root.scrollWidth - root.clientWidth) + ' px wider than the screen')
	for (const box of document.querySelectorAll('.table-scroll'))
		if (box.scrollWidth > box.clientWidth + 1) faults.push('columns beyond the edge of "' + box.getAttribute('aria-label') + '": ' + (box.scrollWidth - box.clientWidth) + ' px')
	if (!root.classList.contains('citizen')) return faults
	const seen = e => e.checkVisibility({visibilityProperty: true})
	const inWords = e => getComputedStyle(e).display === 'inline' &&
		[...e.parentElement.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim().length > 1)
	for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
		if (!seen(e) || e.disabled || inWords(e)) continue
		const boxes = [e, ...(e.labels || [])].filter(seen).map(b => b.getBoundingClientRect())
		const w = Math.max(...boxes.map(b => b.right)) - Math.min(...boxes.map(b => b.left))
		const h = Math.max(...boxes.map(b => b.bottom)) - Math.min(...boxes.map(b => b.top))
		if (w > 1 && h > 1 && (w < 44 || h < 44)) faults.push(Math.round(w) + ' x ' + Math.round(h) + ' px: ' + e.outerHTML.slice(0, 120))
	}
	return faults
})()`

// Narrow fails the test when a page does not fit the smallest screen. Axe runs
// it on every page that is new to it; the screen is as it was afterwards.
func (v *visitor) Narrow() {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(320, 640, chromedp.EmulateMobile, chromedp.EmulateTouch))
	if faults := evaluate[[]string](v, tooSmall); len(faults) > 0 {
		v.t.Errorf("%s on 320 px:\n  %s", v.where(), strings.Join(faults, "\n  "))
	}
	v.screen()
}

// On a telephone of 740 px the page itself must be seen at once: name, switch,
// who is signed in and six ways on take four lines, and three of nobody's two.
func TestTheHeadLeavesRoomOnATelephone(t *testing.T) {
	w := Town(t, apptest.Filled)
	for _, c := range []struct {
		who  *visitor
		path string
		most int
	}{
		{w.As("Jo B.").OnAPhone(), "/me/week", 210},
		{w.As("Jo B.").OnAPhone().InEasyRead(), "/me/week", 210},
		{w.Anyone().OnAPhone(), "/help", 120},
		{w.Anyone().OnAPhone().InEasyRead(), "/help", 120},
	} {
		c.who.Open(c.path).NeverScrollsSideways()
		if high := evaluate[int](c.who, "Math.round(document.querySelector('.site-header').getBoundingClientRect().height)"); high > c.most {
			t.Errorf("%s as %s in %s: the head is %d px high, %d are room enough", c.path, c.who.name, c.who.voice, high, c.most)
		}
	}
}
