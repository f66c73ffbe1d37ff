// A form with data-live="ID" works itself out while one types: it is posted
// without its key, and the part of the answer with that id takes the place of
// the same part here, also when it says what is wrong. Without this script the
// button does the same.
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
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(work, 400)
  })
}
