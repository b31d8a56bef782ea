// The document reader: j and k go through the claims, Enter opens the card, a claim
// under the pointer shows which words it rests on.
import { make, once, typing } from './element.js'

const begin = reader => {
  const notes = () => [...reader.querySelectorAll('.note')]
  let at = -1
  const go = to => {
    const all = notes()
    if (all.length === 0) return
    at = Math.max(0, Math.min(all.length - 1, to))
    for (const mark of reader.querySelectorAll('mark.focus')) mark.classList.remove('focus')
    for (const [i, note] of all.entries()) note.classList.toggle('current', i === at)
    const note = all[at]
    light(note, 'focus', true)
    note.focus({ preventScroll: true })
    note.scrollIntoView({ block: 'center' })
    says.textContent = `claim ${at + 1} of ${all.length}`
  }
  const light = (note, name, on) => {
    for (const number of note.dataset.claims.split(' ')) {
      for (const mark of reader.querySelectorAll(`mark[data-claims~="${number}"]`)) mark.classList.toggle(name, on)
    }
  }
  const says = make('output', { class: 'place' })
  if (notes().length) {
    reader.before(make('p', { class: 'keys' }, make('kbd', {}, 'j'), ' next claim ', make('kbd', {}, 'k'), ' the one before ', make('kbd', {}, 'Enter'), ' how it was read ', says))
  }
  for (const note of notes()) {
    note.tabIndex = -1
    note.addEventListener('pointerenter', () => light(note, 'lit', true))
    note.addEventListener('pointerleave', () => light(note, 'lit', false))
  }
  at = notes().findIndex(note => note.querySelector('.focus')) // the one that was asked for
  document.addEventListener('keydown', event => {
    if (!reader.isConnected || typing(event)) return
    if (event.key === 'j') go(at + 1)
    else if (event.key === 'k') go(at - 1)
    else if (event.key === 'Enter' && event.target.matches('.note')) event.target.querySelector('.statement')?.click()
    else return
    event.preventDefault()
  })
}

export const start = part => once(part, 'article.reader', begin)
