// The time that the app believes it is, and ways to go ahead.
import { el, only } from './dom.js'

const zone = 'America/Mexico_City'

export function spell(at) {
  return new Date(at).toLocaleString('es-MX', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone })
}

// clock draws the control. It is drawn anew only when its choices change.
export function clock(root, { state, move }) {
  if (!state.now) return
  const key = JSON.stringify(state.jumps)
  if (root.dataset.key !== key) {
    root.dataset.key = key
    const jump = el('select', { id: 'jump', 'aria-label': 'Adelantar el reloj', change: (ev) => {
      const v = ev.target.value
      ev.target.value = ''
      if (v === 'date') return when.showModal()
      if (v) move(v)
    } }, el('option', { value: '' }, 'Adelantar…'), state.jumps.map((j) => el('option', { value: j.to }, `${j.name} (${spell(j.to)})`)), el('option', { value: 'date' }, 'A una fecha…'))
    const day = el('input', { type: 'date', id: 'jump-day', required: true })
    const when = el('dialog', { class: 'modal small', 'aria-label': 'Adelantar a una fecha' }, el('form', {
      submit: (ev) => { ev.preventDefault(); when.close(); if (day.value) move(new Date(`${day.value}T09:01:00-06:00`).toISOString()) },
    }, el('h2', {}, 'Adelantar a una fecha'), el('label', { for: 'jump-day' }, 'Fecha (a las 09:01)'), day,
    el('footer', {}, el('button', { type: 'button', class: 'button', click: () => when.close() }, 'Cancelar'), el('button', { class: 'button primary' }, 'Ir'))))
    only(root, el('span', { id: 'now' }), jump, when)
  }
  root.querySelector('#now').textContent = spell(state.now)
}
