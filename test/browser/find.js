// The finder: it looks for things as a person does, by the words on them, and
// only among what can be seen. It gives the one best element, or null.
(kind, words, near) => {
  const fold = s => (s || '').replace(/\s+/g, ' ').trim()
  const want = fold(words)
  const labelled = el => fold([...(el.labels || [])].map(l => l.innerText).join(' '))
  const named = el => fold(el.getAttribute('aria-label')) || labelled(el) || fold(el.innerText) || fold(el.value)
  const seen = el => el.checkVisibility({visibilityProperty: true}) || (el.labels && [...el.labels].some(l => l.checkVisibility()))
  const kinds = {
    press: 'button, input[type=submit], summary',
    follow: 'a[href]',
    field: 'input:not([type=hidden]):not([type=submit]):not([type=radio]):not([type=checkbox]), textarea, select',
    choose: 'input[type=radio], input[type=checkbox], option',
    form: 'form',
  }
  // how far up one must go from an element to find the words that are near it
  const distance = el => {
    if (!near) return 0
    let steps = 0
    for (let n = el; n && n !== document.body; n = n.parentElement, steps++) if (fold(n.innerText).includes(near)) return steps
    return Infinity
  }
  const fit = el => {
    if (kind === 'form') return (el.getAttribute('action') || '').endsWith(want) ? 0 : Infinity
    const name = named(el)
    return name === want ? 0 : name.startsWith(want) ? 1 : name.includes(want) ? 2 : Infinity
  }
  const all = [...document.querySelectorAll(kinds[kind])]
    .filter(el => el.tagName === 'OPTION' || seen(el))
    .map(el => ({el, fit: fit(el), far: distance(el)}))
    .filter(x => x.fit < Infinity && x.far < Infinity)
    .sort((a, b) => a.far - b.far || a.fit - b.fit)
  return all.length ? all[0].el : null
}
