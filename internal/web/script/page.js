// htmx fetches parts of pages; this is how the other modules ask it.
import htmx from 'htmx.org/dist/htmx.esm.js'

// load puts the part of another page that a selector names in place of ours, and makes
// the address the page's own.
export const load = (address, selector, also = '') =>
  htmx.ajax('GET', address, { target: selector, select: selector, selectOOB: also, swap: 'outerHTML', push: 'true' })
