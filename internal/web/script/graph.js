// The graph of who is said to have to do with whom, drawn by Cytoscape from the page's own JSON.
import cytoscape from 'cytoscape'
import { make } from './element.js'

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const shapes = { state: 'round-rectangle', organisation: 'ellipse', person: 'ellipse', 'threat-actor': 'diamond', malware: 'hexagon', tool: 'hexagon', campaign: 'tag', asset: 'rectangle' }

const style = () => [
  { selector: 'node', style: {
    label: 'data(name)', shape: e => shapes[e.data('type')] ?? 'ellipse', width: 34, height: 34, 'background-color': colour('--card'), 'border-width': 2, 'border-color': colour('--statement'),
    color: colour('--ink'), 'font-size': 18, 'text-valign': 'bottom', 'text-margin-y': 4, 'text-wrap': 'wrap', 'text-max-width': 150,
    'text-background-color': colour('--paper'), 'text-background-opacity': .8, 'text-background-padding': 1 } },
  { selector: 'node[?centre]', style: { width: 46, height: 46, 'background-color': colour('--focus'), 'font-weight': 'bold' } },
  { selector: 'node:selected', style: { 'border-color': colour('--edge'), 'border-width': 4 } },
  { selector: 'edge', style: {
    width: e => 1 + Math.min(5, Math.log2(1 + e.data('asserting'))), 'line-color': colour('--statement'), 'target-arrow-color': colour('--statement'), 'target-arrow-shape': 'triangle',
    'curve-style': 'bezier', label: 'data(label)', 'font-size': 14, 'min-zoomed-font-size': 9, color: colour('--soft'), 'text-rotation': 'autorotate', 'text-background-color': colour('--paper'), 'text-background-opacity': .85 } },
  { selector: 'edge[?contested]', style: { 'line-style': 'dashed', 'line-color': colour('--denies'), 'target-arrow-color': colour('--denies') } },
  { selector: 'edge:selected', style: { 'line-color': colour('--edge'), 'target-arrow-color': colour('--edge') } },
]

const legible = .6 // the least zoom to begin with

// Parties that nothing ties to another stand in the table only.
const elements = g => {
  const ties = g.edges.filter(e => e.subject && e.object)
  const tied = new Set(ties.flatMap(e => [e.subject, e.object]))
  return [...g.nodes.filter(n => n.centre || tied.has(n.key)).map(n => ({ data: { ...n, id: n.key } })), ...ties.map(e => ({ data: {
    ...e, id: e.statement, source: e.subject, target: e.object, label: e.words + (e.contested ? ' ⚡' : ''), contested: e.contested } }))]
}

const layout = { name: 'cose', animate: false, padding: 30, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, componentSpacing: 20, nodeRepulsion: () => 9000, randomize: true }

export const draw = figure => {
  // Cytoscape would add a style element of its own, which our policy forbids: the sheet has that rule.
  document.head.append(make('meta', { id: '__________cytoscape_stylesheet' }))
  const box = make('div', { class: 'canvas', role: 'img', 'aria-label': 'Graph of parties and what is said between them; the table below has the same' })
  const says = make('div', { class: 'said', 'aria-live': 'polite' })
  const button = (label, does) => {
    const b = make('button', { type: 'button' }, label)
    b.addEventListener('click', does)
    return b
  }
  const nearer = by => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: box.clientWidth / 2, y: box.clientHeight / 2 } })
  figure.replaceChildren(make('div', { class: 'zoom' }, button('+', () => nearer(1.3)), button('−', () => nearer(1 / 1.3)), button('all', () => cy.fit(undefined, 30))), box, says)
  const cy = cytoscape({ container: box, style: style(), minZoom: .2, maxZoom: 3 })
  const show = async address => {
    const data = new URL(address, location.href)
    data.searchParams.set('format', 'json')
    const answer = await fetch(data)
    if (!answer.ok) {
      says.textContent = 'The graph could not be read. The table below has what was there before.'
      return
    }
    cy.elements().remove()
    cy.add(elements(await answer.json()))
    cy.layout(layout).run()
    if (cy.zoom() < legible) { // a large graph is better begun at its busiest party than seen as dots
      cy.zoom(legible)
      cy.center(cy.nodes().max(n => n.degree()).ele)
    }
    figure.dataset.drawn = cy.nodes().length
  }
  const expand = key => {
    const address = new URL(location.href)
    address.searchParams.append('party', key)
    location.assign(address)
  }
  cy.on('tap', 'node', event => {
    const n = event.target.data()
    says.replaceChildren(make('strong', {}, n.name), ' ', make('a', { href: n.link }, 'its page'), ' ', n.centre ? '' : button('Expand', () => expand(n.id)))
  })
  cy.on('tap', 'edge', event => {
    const e = event.target.data()
    says.replaceChildren(make('a', { href: e.link }, e.phrase), ` asserted by ${e.asserting}, denied by ${e.denying}`)
  })
  show(location.href)
}
