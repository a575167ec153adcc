// The time that the app believes it is, and ways to go ahead.
import { spell } from './dates.js'
import { el, only } from './dom.js'
import { menu } from './menu.js'

// clock draws the control. It is drawn anew only when its choices change.
export function clock(root, { state, move }) {
  if (!state.now) return
  const key = JSON.stringify(state.jumps)
  if (root.dataset.key !== key) {
    root.dataset.key = key
    const day = el('input', { type: 'date', id: 'jump-day', required: true })
    const when = el('dialog', { class: 'modal small', 'aria-label': 'Adelantar a una fecha' }, el('form', {
      submit: (ev) => { ev.preventDefault(); when.close(); if (day.value) move(new Date(`${day.value}T09:01:00-06:00`).toISOString()) },
    }, el('h2', {}, 'Adelantar a una fecha'), el('label', { for: 'jump-day' }, 'Fecha (a las 09:01)'), day,
    el('footer', {}, el('button', { type: 'button', class: 'button', click: () => when.close() }, 'Cancelar'), el('button', { class: 'button primary' }, 'Ir'))))
    const jump = menu({ label: 'Adelantar el reloj ▾', class: 'jump' }, [
      ...state.jumps.map((j) => ({ name: [j.name, el('small', {}, ' ' + spell(j.to))], act: () => move(j.to) })),
      { name: 'A una fecha…', act: () => { day.min = state.now.slice(0, 10); when.showModal() } },
    ])
    const held = root.contains(document.activeElement)
    only(root, el('span', { id: 'now' }), jump, when)
    if (held) jump.querySelector('summary').focus()
  }
  root.querySelector('#now').textContent = spell(state.now)
}
