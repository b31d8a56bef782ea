// The timeline can be drawn nearer: buttons, + and -, arrows, the wheel with Ctrl, a drag.
import { make, once } from './element.js'

const day = 86400000
const units = [ // of ticks: how far apart in days, what they are called
  [1, { day: 'numeric', month: 'short' }], [2, { day: 'numeric', month: 'short' }], [7, { day: 'numeric', month: 'short' }],
  [31, { month: 'short', year: 'numeric' }], [92, { month: 'short', year: 'numeric' }], [366, { year: 'numeric' }], [1830, { year: 'numeric' }],
]

const tick = (x, height, label) => {
  const ns = 'http://www.w3.org/2000/svg'
  const line = document.createElementNS(ns, 'line')
  for (const [k, v] of Object.entries({ class: 'tick', x1: x, x2: x, y1: 8, y2: height })) line.setAttribute(k, v)
  const text = document.createElementNS(ns, 'text')
  for (const [k, v] of Object.entries({ class: 'tick', x, y: height, dy: 20, 'text-anchor': 'middle' })) text.setAttribute(k, v)
  text.textContent = label
  return [line, text]
}

const begin = figure => {
  const svg = figure.querySelector('svg')
  const { left, right, axis } = Object.fromEntries(['left', 'right', 'axis'].map(k => [k, Number(svg.dataset[k])]))
  const whole = [Number(svg.dataset.first), Number(svg.dataset.last)]
  let [from, to] = whole
  const ticks = svg.querySelector('.ticks')
  const written = [...ticks.childNodes]
  const x = d => left + (d - from) / (to - from) * (right - left)
  const scale = () => {
    if (from === whole[0] && to === whole[1]) return ticks.replaceChildren(...written)
    const [step, format] = units.find(([n]) => n / (to - from) * (right - left) >= 90) ?? units.at(-1)
    const out = []
    for (let d = Math.ceil(from / step) * step; d <= to; d += step) {
      if (x(d) >= left && x(d) <= right) out.push(...tick(x(d), axis, new Date(d * day).toLocaleDateString('en-GB', { ...format, timeZone: 'UTC' })))
    }
    ticks.replaceChildren(...out)
  }
  const draw = () => {
    for (const moment of svg.querySelectorAll('.moment')) {
      const a = Number(moment.dataset.from), b = Number(moment.dataset.to)
      moment.classList.toggle('away', b < from || a > to)
      moment.querySelector('circle').setAttribute('cx', Math.max(left, x(a)))
      const line = moment.querySelector('line')
      line?.setAttribute('x1', Math.max(left, x(a)))
      line?.setAttribute('x2', Math.min(right, x(b)))
    }
    scale()
  }
  const see = (a, b) => {
    const wide = Math.min(whole[1] - whole[0], Math.max(1, b - a))
    from = Math.min(Math.max(whole[0], a), whole[1] - wide)
    to = from + wide
    draw()
  }
  const zoom = (factor, about = (from + to) / 2) => see(about - (about - from) * factor, about + (to - about) * factor)
  const pan = share => see(from + (to - from) * share, to + (to - from) * share)
  const button = (label, sign, does) => {
    const b = make('button', { type: 'button', 'aria-label': label }, sign)
    b.addEventListener('click', does)
    return b
  }
  figure.prepend(make('div', { class: 'zoom' }, button('Nearer', '+', () => zoom(.5)), button('Farther', '−', () => zoom(2)),
    button('Earlier', '←', () => pan(-.3)), button('Later', '→', () => pan(.3)), button('All of it', 'all', () => see(...whole))))
  figure.tabIndex = 0
  figure.addEventListener('keydown', event => {
    const does = { '+': () => zoom(.5), '=': () => zoom(.5), '-': () => zoom(2), ArrowLeft: () => pan(-.3), ArrowRight: () => pan(.3), 0: () => see(...whole) }[event.key]
    if (!does || event.target !== figure) return
    event.preventDefault()
    does()
  })
  const dayAt = event => {
    const box = svg.getBoundingClientRect()
    const at = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width
    return from + (at - left) / (right - left) * (to - from)
  }
  svg.addEventListener('wheel', event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoom(event.deltaY < 0 ? .8 : 1.25, dayAt(event))
  }, { passive: false })
  let held
  svg.addEventListener('pointerdown', event => { if (!event.target.closest('a')) held = { day: dayAt(event), id: event.pointerId } })
  svg.addEventListener('pointermove', event => {
    if (!held) return
    svg.setPointerCapture(held.id)
    const by = held.day - dayAt(event)
    see(from + by, to + by)
  })
  for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => { held = undefined })
}

export const start = part => once(part, '.timelinechart', begin)
