// What every module does with elements.

// once runs begin on every element that a selector finds and that has not begun yet.
export const once = (part, selector, begin) => {
  for (const element of part.querySelectorAll(selector)) {
    if (element.dataset.begun) continue
    element.dataset.begun = 'yes'
    begin(element)
  }
}

// make builds an element. Text is text: nothing here is ever parsed as HTML.
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element && typeof value !== 'string') element[key] = value
    else element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

export const typing = event => event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')
