// Nodes are made here, and text goes into them as text: nothing that anybody typed is ever
// read as markup.

// el makes an element. Attributes that are functions listen; children are nodes or text.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (name === 'class') node.className = value
    else if (name === 'value') node.value = value
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false))
  return node
}

// svg makes an element of a drawing.
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

// only puts these into an element, in the place of all that was there.
export function only(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false))
}

// fold writes words as one looks for them: without accents, in small letters.
export const fold = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

let ids = 0
// newId names an element for its label.
export const newId = () => `e${++ids}`

// tell shows a sentence for a while, and says it to whoever listens.
export function tell(text) {
  const toast = document.getElementById('toast')
  if (text) toast.textContent = text
  toast.classList.toggle('shown', text !== '')
  clearTimeout(tell.timer)
  if (text) tell.timer = setTimeout(() => tell(''), 8000)
}

// It goes when one goes on: it may stand over what is pressed next.
document.addEventListener('pointerdown', () => tell(''))
