// The slider of days: the page goes along while it is moved, and keeps the focus.
import { once } from './element.js'
import { load } from './page.js'

const begin = form => {
  const slider = form.elements.step
  const says = form.querySelector('output')
  const days = [...form.querySelectorAll('datalist option')]
  const show = () => {
    const day = days[slider.value]
    if (!day) return
    says.textContent = day.label
    slider.setAttribute('aria-valuetext', day.label)
  }
  const go = () => {
    const day = days[slider.value]?.dataset.day
    load(form.getAttribute('action') + (day ? '?as-of=' + day : ''), '#dossier', '#chips,#asof-days')
  }
  let waiting
  form.classList.add('live')
  slider.addEventListener('input', () => {
    show()
    clearTimeout(waiting)
    waiting = setTimeout(go, 150)
  })
  show()
}

export const start = part => once(part, 'form.steps', begin)
