// A form with data-live="ID" works itself out while one types: it is posted
// without its key, and the part of the answer with that id takes the place of
// the same part here, also when it says what is wrong. What an earlier press was
// refused for is taken away as soon as it is no longer so. Without this script
// the button does the same.
const forget = (form, page) => {
  for (const said of form.querySelectorAll('.govuk-error-message')) {
    if (page.getElementById(said.id)) continue
    const group = said.closest('.govuk-form-group')
    const field = group.querySelector(`[aria-describedby~="${said.id}"]`)
    field?.removeAttribute('aria-describedby')
    for (const one of [group, ...group.querySelectorAll('*')]) {
      one.classList.remove('govuk-form-group--error', 'govuk-input--error', 'govuk-select--error')
    }
    said.remove()
  }
  const summary = document.querySelector('.govuk-error-summary')
  if (!summary) return
  const fresh = page.querySelector('.govuk-error-summary')
  if (fresh) summary.querySelector('.govuk-error-summary__body').replaceWith(fresh.querySelector('.govuk-error-summary__body'))
  else {
    summary.remove()
    document.title = page.title
  }
}
for (const form of document.querySelectorAll('form[data-live]')) {
  const id = form.dataset.live
  let waiting, asked = 0
  const work = async () => {
    const mine = ++asked
    const fields = new URLSearchParams(new FormData(form))
    fields.delete('form')
    const answer = await fetch(form.action, {method: 'POST', body: fields})
    if (mine !== asked || !answer.ok && answer.status !== 422) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(id), old = document.getElementById(id)
    if (fresh && old) old.replaceWith(fresh)
    forget(form, page)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(work, 400)
  })
}
