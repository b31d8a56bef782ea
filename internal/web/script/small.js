// Small things: copy a citation, submit a filter when it changes, choose a view's script.
import { make, once } from './element.js'
import { load } from './page.js'

const copyable = citation => {
  const button = make('button', { type: 'button' }, 'Copy')
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(citation.textContent.trim())
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
  citation.after(button)
}

// A filter shows its list as soon as something in it changes.
const filtering = form => {
  const go = () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
    load(form.getAttribute('action') + (query.size ? '?' + query : ''), form.dataset.live)
  }
  form.addEventListener('change', go)
  form.addEventListener('submit', event => {
    event.preventDefault()
    go()
  })
}

// Pictures that need a library of their own bring it along.
const pictures = { graph: '/static/graph.js', months: '/static/chart.js' }
const picture = figure => {
  const file = pictures[figure.dataset.picture]
  if (file) import(file).then(module => module.draw(figure))
}

export const start = part => {
  once(part, '.citation', copyable)
  once(part, 'form[data-live]', filtering)
  once(part, '[data-picture]', picture)
}
