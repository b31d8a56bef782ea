// The progress of documents that are being read: asked for again until it is done.
import { once } from './element.js'
import { load } from './page.js'

const begin = box => {
  if (box.dataset.running) setTimeout(() => { if (box.isConnected) load(location.pathname, '#progress') }, 700)
}

export const start = part => once(part, '#progress', begin)
