package browser

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"ourdays/internal/app/apptest"
)

// axeRun holds a page to WCAG 2.2 A and AA and to axe's best practice; pages
// for citizens to text at 7:1 as well.
const axeRun = `(async () => {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
	const rules = document.documentElement.classList.contains('citizen') ? {'color-contrast-enhanced': {enabled: true}} : {}
	const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations'], preload: false})
	return found.violations.map(v => v.id + ' (' + v.help + '): ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary.replace(/\s+/g, ' ')).join(' | '))
})()`

// bones gives what a page is made of without its words. First its frame: the width
// of the screen, how many parts of each kind a screen reader jumps to, and which
// heading follows which. Then its parts: tags, classes, roles and the names of
// attributes, what is seen and what is not, each thing once with what it stands
// in. What scripts leave behind only to find their way again (data-…) is no bone.
const bones = `(() => {
	const one = e => e.tagName + '.' + [...e.classList].filter(c => !/^(js-enabled|govuk-frontend-supported)$/.test(c)).join(' ') + '[' +
		e.getAttributeNames().filter(n => !n.startsWith('data-')).map(n =>
			/^(type|role|scope|aria-.*)$/.test(n) && !/(by|controls|label)$/.test(n) ? n + '=' + e.getAttribute(n) : n) + ']' +
		(e.checkVisibility({visibilityProperty: true}) ? '' : '!')
	const all = [...document.querySelectorAll('*')]
	const headings = all.filter(e => /^H[1-6]$/.test(e.tagName) && e.checkVisibility()).map(e => e.tagName)
	const follows = new Set(headings.map((h, i) => (headings[i - 1] || '') + '>' + h))
	const marks = all.filter(e => e.matches('header, nav, main, footer, aside, h1, section[aria-label], section[aria-labelledby], [role]') && e.checkVisibility())
		.map(e => e.tagName + (e.getAttribute('role') || '')).sort()
	return [[innerWidth, marks, [...follows].sort()].join(' '), ...new Set(all.map(e => innerWidth + (e.parentElement ? one(e.parentElement) : '') + one(e) +
		(e.childElementCount || e.textContent.trim() ? '' : '-')))]
})()`

// judged holds the frames and parts that axe has judged. It is slow, and would say
// the same again of a page in which neither is new; what is wrong is told once.
var judged sync.Map

// isNew notes what a page is made of, and says whether any of it has yet to be judged.
func isNew(judged *sync.Map, made []string) bool {
	unseen := false
	for _, part := range made {
		_, seen := judged.LoadOrStore(part, true)
		unseen = unseen || !seen
	}
	return unseen
}

// Axe fails the test when the page breaks a rule that axe knows. It runs by
// itself on every page that a visitor comes to.
func (v *visitor) Axe() *visitor {
	v.t.Helper()
	if !isNew(&judged, evaluate[[]string](v, bones)) {
		return v
	}
	if !v.w.scripts {
		// The page is as it came; axe itself needs a script.
		v.do(scripting(true))
		defer v.do(scripting(false))
	}
	_ = evaluate[bool](v, axe+"; true")
	if faults := evaluate[[]string](v, axeRun); len(faults) > 0 {
		v.t.Errorf("%s breaks:\n  %s", v.where(), strings.Join(faults, "\n  "))
	}
	v.Narrow()
	return v
}

// where names a page as a person would look for it.
func (v *visitor) where() string {
	return fmt.Sprintf("%s at %s (%s, %d)", v.name, v.At(), v.voice, v.heard.status())
}

func TestAxeIsAskedAgainOfAPageThatIsMadeOtherwise(t *testing.T) {
	t.Parallel()
	v := Town(t, apptest.Filled).Anyone()
	var seen sync.Map // of this run alone
	page := func(body string) bool {
		v.do(chromedp.Navigate("data:text/html," + url.PathEscape("<html lang=en><title>axe</title><body class=axe-is-asked>"+body)))
		return isNew(&seen, evaluate[[]string](v, bones))
	}
	page(`<nav>n</nav><main><h1>a</h1><h2>b</h2><h3>c</h3><p class=axe-hint>d</p><p>e</p></main>`)
	for what, c := range map[string]struct {
		body string
		want bool
	}{
		"other words":               {`<nav>o</nav><main><h1>p</h1><h2>q</h2><h3>r</h3><p class=axe-hint>s</p><p>t</p></main>`, false},
		"more of the same":          {`<nav>n</nav><main><h1>a</h1><h2>b</h2><h3>c</h3><p class=axe-hint>d</p><p>e</p><p>f</p></main>`, false},
		"a class":                   {`<nav>n</nav><main><h1>a</h1><h2>b</h2><h3>c</h3><p class=axe-new>d</p></main>`, true},
		"a heading left out":        {`<nav>n</nav><main><h1>a</h1><h3>c</h3><p class=axe-hint>d</p></main>`, true},
		"no first heading":          {`<nav>n</nav><main><h2>b</h2><h3>c</h3><p>e</p></main>`, true},
		"two first headings":        {`<nav>n</nav><main><h1>a</h1><h1>a</h1><h2>b</h2><h3>c</h3><p>e</p></main>`, true},
		"two navigations":           {`<nav>n</nav><nav>n</nav><main><h1>a</h1><h2>b</h2><h3>c</h3><p>e</p></main>`, true},
		"nothing to jump to":        {`<main><h1>a</h1><h2>b</h2><h3>c</h3><p>e</p></main>`, true},
		"what was seen is not seen": {`<nav>n</nav><main><h1>a</h1><h2>b</h2><h3>c</h3><p class=axe-hint hidden>d</p></main>`, true},
		"a name that is empty":      {`<nav>n</nav><main><h1></h1><h2>b</h2><h3>c</h3><p>e</p></main>`, true},
	} {
		if got := page(c.body); got != c.want {
			t.Errorf("%s: new %v, want %v", what, got, c.want)
		}
	}
}
