// The matrix of who says who did it: a cell opens its claims beside it, arrows walk
// through the cells, Escape closes.
import { make, once, typing } from './element.js'

const panel = () => {
  let p = document.getElementById('beside')
  if (!p) {
    p = make('aside', { id: 'beside', 'aria-label': 'Claims of the cell', tabindex: '-1' })
    document.getElementById('dossier').append(p)
  }
  return p
}

const close = () => {
  const p = document.getElementById('beside')
  if (!p) return false
  const opener = document.querySelector('.matrix a.open[aria-expanded=true]')
  p.remove()
  opener?.setAttribute('aria-expanded', 'false')
  opener?.focus()
  return true
}

const open = link => {
  document.querySelector('.matrix a.open[aria-expanded=true]')?.setAttribute('aria-expanded', 'false')
  link.setAttribute('aria-expanded', 'true')
  const p = panel()
  const shut = make('button', { class: 'shut', 'aria-label': 'Close' }, '×')
  shut.addEventListener('click', close)
  p.replaceChildren(shut, make('h3', {}, link.dataset.says))
  for (const ref of link.dataset.refs.split(' ')) {
    const quote = document.getElementById(ref)?.querySelector('.quote')?.cloneNode(true)
    if (!quote) continue
    quote.querySelector('.close')?.remove()
    p.append(quote)
  }
  p.focus({ preventScroll: true })
}

const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

// next finds the nearest cell in a direction that has something to open.
const next = (link, [down, across]) => {
  const cell = link.closest('td')
  const row = cell.parentElement
  const rows = [...row.parentElement.rows]
  let r = rows.indexOf(row) + down, c = cell.cellIndex + across
  for (; rows[r]?.cells[c]; r += down, c += across) {
    const found = rows[r].cells[c].querySelector('a.open')
    if (found) return found
  }
}

const begin = table => {
  for (const link of table.querySelectorAll('a.open')) link.setAttribute('aria-expanded', 'false')
  table.addEventListener('click', event => {
    const link = event.target.closest('a.open')
    if (!link) return
    event.preventDefault()
    open(link)
  })
  table.addEventListener('keydown', event => {
    const link = event.target.closest('a.open')
    if (!link || !steps[event.key] || typing(event)) return
    event.preventDefault()
    next(link, steps[event.key])?.focus()
  })
}

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && close()) event.preventDefault()
})

export const start = part => once(part, 'table.matrix', begin)
