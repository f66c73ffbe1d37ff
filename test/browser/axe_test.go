package browser

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
)

// axeRun holds a page to WCAG 2.2 A and AA and to axe's best practice; pages
// for citizens to text at 7:1 as well.
const axeRun = `(async () => {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
	const rules = document.documentElement.classList.contains('citizen') ? {'color-contrast-enhanced': {enabled: true}} : {}
	const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations'], preload: false})
	return found.violations.map(v => v.id + ' (' + v.help + '): ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary.replace(/\s+/g, ' ')).join(' | '))
})()`

// bones gives what a page is made of without its words: tags, classes, roles
// and the names of attributes, what is seen and what is not, each thing once
// with what it stands in, and the width of the screen. Axe would say the same
// of two pages of the same bones, and it is slow, so it is asked once. What
// scripts leave behind only to find their way again (data-…) is no bone.
const bones = `(() => {
	const one = e => e.tagName + '.' + [...e.classList].filter(c => !/^(js-enabled|govuk-frontend-supported)$/.test(c)).join(' ') + '[' +
		e.getAttributeNames().filter(n => !n.startsWith('data-')).map(n =>
			/^(type|role|scope|aria-.*)$/.test(n) && !/(by|controls|label)$/.test(n) ? n + '=' + e.getAttribute(n) : n) + ']' +
		(e.checkVisibility({visibilityProperty: true}) ? '' : '!')
	const all = [...document.querySelectorAll('*')]
	return innerWidth + [...new Set(all.map(e => (e.parentElement ? one(e.parentElement) : '') + one(e) +
		(e.childElementCount || e.textContent.trim() ? '' : '-')))].join(' ')
})()`

// judged holds the bones that axe has judged; what is wrong is told once.
var judged sync.Map

// Axe fails the test when the page breaks a rule that axe knows. It runs by
// itself on every page that a visitor comes to.
func (v *visitor) Axe() *visitor {
	v.t.Helper()
	made := sha256.Sum256([]byte(evaluate[string](v, bones)))
	if _, done := judged.LoadOrStore(made, true); done {
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
