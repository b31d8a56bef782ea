// Incidents by month, drawn by uPlot in place of the server's picture: a stretch that
// is dragged over becomes the filter's days.
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { make } from './element.js'

const seconds = month => Date.parse(month + '-01T00:00:00Z') / 1000
const dayOf = s => new Date(s * 1000).toISOString().slice(0, 10)
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

// everyMonth fills the months between with nothing, so that time runs evenly.
const everyMonth = counts => {
  const first = new Date(seconds(counts[0][0]) * 1000), last = seconds(counts.at(-1)[0])
  const at = new Map(counts.map(([month, n]) => [seconds(month), n]))
  const x = [], y = []
  for (let y0 = first.getUTCFullYear(), m = first.getUTCMonth(); ; m++) {
    const s = Date.UTC(y0, m, 1) / 1000
    if (s > last) return [x, y]
    x.push(s)
    y.push(at.get(s) ?? null)
  }
}

export const draw = figure => {
  document.head.append(make('link', { rel: 'stylesheet', href: '/static/chart.css' }))
  const counts = figure.dataset.months.split(' ').map(pair => pair.split(':')).map(([month, n]) => [month, Number(n)])
  const data = everyMonth(counts)
  const box = make('div', { class: 'plot', 'aria-hidden': 'true' })
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--rule'), width: 1 }, ticks: { stroke: colour('--rule'), width: 1 } }
  const plot = new uPlot({
    width: figure.clientWidth, height: 150, tzDate: s => uPlot.tzDate(new Date(s * 1000), 'UTC'),
    cursor: { y: false, drag: { setScale: false } }, legend: { show: false },
    scales: { y: { range: (_, low, high) => [0, Math.max(2, high * 1.1)] }, x: { range: (_, a, b) => [a - 16 * 86400, b + 31 * 86400] } },
    axes: [axis, { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], size: 34 }],
    series: [{}, { fill: colour('--statement'), stroke: colour('--statement'), points: { show: false }, paths: uPlot.paths.bars({ size: [.8, 28, 2] }) }],
    hooks: {
      setSelect: [u => {
        const form = document.querySelector('form.filter')
        if (!form?.elements.from || u.select.width < 4) return
        form.elements.from.value = dayOf(u.posToVal(u.select.left, 'x'))
        form.elements.to.value = dayOf(u.posToVal(u.select.left + u.select.width, 'x'))
        if (form.dataset.live) form.dispatchEvent(new Event('change'))
        else form.requestSubmit()
      }],
    },
  }, data, box)
  figure.querySelector('svg').replaceWith(box)
  figure.append(make('p', { class: 'hint' }, 'Drag over a stretch to see its incidents only.'))
  new ResizeObserver(() => plot.setSize({ width: figure.clientWidth, height: 150 })).observe(figure)
}
