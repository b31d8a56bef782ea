// The script of every page. Each page works without it; a module makes one thing
// about it better and finds what it works on by a data attribute or a class.
import './page.js'
import { start as startAsOf } from './asof.js'
import { start as startMatrix } from './matrix.js'
import { start as startReader } from './reader.js'
import { start as startTimeline } from './timeline.js'
import { start as startProgress } from './progress.js'
import { start as startSmall } from './small.js'

// Parts of a page come anew (htmx): a module is told the part, and begins on what is new in it.
const start = part => {
  for (const begin of [startAsOf, startMatrix, startReader, startTimeline, startProgress, startSmall]) begin(part)
}
document.addEventListener('htmx:after:swap', () => start(document))
start(document)
