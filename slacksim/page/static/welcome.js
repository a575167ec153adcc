// «Para empezar»: the steps of the first minutes, which of them are done, and which is next.
import { el, only } from './dom.js'

// welcome draws them: at first all, later the next one alone on a line of its own.
export function welcome(root, { tries, open, attempt, toggle }) {
  const key = JSON.stringify([tries, open])
  if (root.dataset.key === key) return
  root.dataset.key = key
  const next = tries.find((t) => !t.done)
  const done = tries.filter((t) => t.done).length
  const button = (t, kind) => el('button', { type: 'button', class: 'try ' + kind, 'data-name': 'try ' + t.text, click: () => attempt(t) }, t.text)
  const step = (t) => el('li', { class: t.done ? 'done' : t === next ? 'next' : null, 'aria-current': t === next ? 'step' : null },
    el('span', { class: 'hidden' }, t.done ? 'Hecho: ' : t === next ? 'Sigue: ' : ''), button(t, t === next ? 'button primary' : ''))
  const fold = el('button', { type: 'button', class: 'plain', 'data-name': 'welcome', 'aria-expanded': String(open), click: toggle }, open ? 'Ocultar' : 'Ver los pasos')
  const far = el('span', { class: 'note' }, next ? `${done} de ${tries.length}` : '✓ Todo hecho')
  only(root, !tries.length ? null : el('section', { class: 'welcome' + (open ? ' open' : ''), 'aria-label': 'Para empezar' },
    el('h3', {}, 'Para empezar ', far), open || !next ? null : button(next, 'button primary'), fold,
    open ? el('p', { class: 'note' }, 'Este es un Slack de práctica: sus personas son inventadas y nada de lo que haga aquí llega a nadie. Oprima un paso y siga desde ahí.') : null,
    open ? el('ol', {}, tries.map(step)) : null))
}
