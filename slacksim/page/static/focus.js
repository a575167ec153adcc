// The focus is never lost: where what held it was drawn anew or went away, it goes to what
// took its place, else to the messages.

let last = null

const pressable = 'button, summary, a, input, textarea'

document.addEventListener('focusin', (ev) => {
  if (ev.target.closest('dialog')) return // a window gives it back to where it was asked for
  const article = ev.target.closest('[data-ts]')
  last = {
    node: ev.target, name: ev.target.dataset.name, region: ev.target.closest('#sidebar, #thread, #curtain, #main, .top')?.id,
    ts: article?.dataset.ts, at: article ? [...article.querySelectorAll(pressable)].indexOf(ev.target) : -1,
  }
})

const shown = (node) => node?.isConnected && node.checkVisibility({ visibilityProperty: true })

// keepFocus gives the focus back after something was drawn.
export function keepFocus() {
  if (document.activeElement !== document.body && shown(document.activeElement) || !last || document.querySelector('dialog[open]')) return
  const region = document.getElementById(last.region) ?? document
  const article = last.ts && region.querySelector(`[data-ts="${CSS.escape(last.ts)}"]`)
  const found = [
    last.node,
    last.name && region.querySelector(`[data-name="${CSS.escape(last.name)}"]`),
    article && [...article.querySelectorAll(pressable)].at(Math.max(0, last.at)), article?.querySelector(pressable),
    document.getElementById('messages'),
  ].find((node) => node && shown(node))
  found?.focus({ preventScroll: true })
}
