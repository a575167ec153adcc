// Behind the curtain: what Slack and the app say to each other, and faults to switch on.
import { el, only } from './dom.js'

const faults = [
  ['rate_limited', 'Slack pide esperar (429)'], ['outage', 'Slack no funciona (503)'], ['lost_answer', 'Slack lo hace y su respuesta se pierde'], ['slow', 'Slack tarda cinco segundos'],
]

function pretty(s) {
  try {
    return JSON.stringify(JSON.parse(s), null, 2)
  } catch {
    return s
  }
}

function exchange(x) {
  const title = `${x.toApp ? 'Slack → bot' : 'bot → Slack'} · ${x.name}`
  const ok = x.err ? '✗ ' + x.err : x.status >= 400 ? '✗ ' + x.status : '✓'
  return el('details', {}, el('summary', {}, `${title} `, el('small', {}, `${ok} ${x.millis.toFixed(0)} ms · ${new Date(x.at).toLocaleTimeString('es-MX')}`)),
    el('h4', {}, 'Pregunta'), el('pre', { tabindex: '0' }, pretty(x.request)), el('h4', {}, 'Respuesta'), el('pre', { tabindex: '0' }, pretty(x.answer)))
}

// curtain draws the panel from what went over the wire.
export function curtain(root, { traffic, fault, close }) {
  const open = new Set([...root.querySelectorAll('details[open] summary')].map((s) => s.textContent))
  only(root,
    el('header', {}, el('h2', {}, 'Tras bambalinas'), el('button', { type: 'button', class: 'plain', 'aria-label': 'Cerrar el panel', click: close }, '✕')),
    el('section', {}, el('h3', {}, 'Que algo falle'), el('p', { class: 'note' }, 'Lo siguiente que el bot pida a Slack saldrá mal una vez. Después verá que nada se pierde ni se repite.'),
      el('p', { class: 'actions' }, faults.map(([kind, label]) => el('button', { type: 'button', class: 'button', click: () => fault(kind) }, label)),
        el('button', { type: 'button', class: 'button', click: () => fault('none') }, 'Que todo vuelva a ir bien'))),
    el('section', {}, el('h3', {}, 'Límites de Slack'), traffic.complaints?.length
      ? el('ul', {}, traffic.complaints.map((c) => el('li', { class: 'error' }, c))) : el('p', {}, '✓ Todo lo que el bot dijo está dentro de los límites de Slack.')),
    el('section', {}, el('h3', {}, `Lo que se dicen (lo último primero)`), (traffic.exchanges ?? []).map(exchange)))
  for (const d of root.querySelectorAll('details')) if (open.has(d.querySelector('summary').textContent)) d.open = true
}
