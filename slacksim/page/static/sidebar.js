// Who one is, who one can be, and which conversations there are.
import { el, only } from './dom.js'

const count = (n, what) => (n ? el('span', { class: 'count' }, String(n), el('span', { class: 'hidden' }, what)) : null)
const news = (n) => (n === 1 ? ' mensaje nuevo' : ' mensajes nuevos')

function section(title, entries) {
  return entries.length ? el('section', {}, el('h2', {}, title), el('ul', {}, entries.map((e) => el('li', {}, e)))) : null
}

// sidebar draws people and conversations; go, be and back change what the page shows.
export function sidebar(root, { state, ui, go, be, shortcut }) {
  const dm = state.channels.find((c) => c.dm)
  const me = state.people.find((p) => p.id === state.me)
  const was = state.people.find((p) => p.id === ui.was && p.id !== state.me)
  // What is before one's eyes is not new.
  const unread = (c) => (c.id === state.place && !document.hidden ? 0 : c.news)
  const key = JSON.stringify([state.people, state.channels.map((c) => [c.id, c.name, unread(c)]), state.shortcuts, ui.me, ui.place, ui.was, document.hidden])
  if (root.dataset.key === key) return
  root.dataset.key = key
  const place = (id, label, n) => el('button', {
    'data-name': id, type: 'button', class: 'place' + (ui.place === id ? ' here' : ''), 'aria-current': ui.place === id ? 'page' : null, click: () => go(id),
  }, el('span', {}, label), count(n, news(n)))
  const person = (p) => el('button', {
    'data-name': p.id, type: 'button', class: 'place person' + (p.id === state.me ? ' here' : ''), 'aria-pressed': String(p.id === state.me), click: () => be(p.id),
  }, el('span', { class: 'face', 'aria-hidden': 'true' }, p.name.slice(0, 1)), el('span', { class: 'name' }, p.name, el('small', {}, ' ' + p.title)),
  p.id === state.me && !unread(dm) ? null : count(p.waiting, news(p.waiting)))
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.name : null
  only(root,
    el('section', { class: 'me' }, el('h2', {}, 'Usted es'),
      el('p', {}, el('strong', {}, me?.name ?? state.me), ' ', el('span', { class: 'title' }, me?.title ?? '')),
      me?.role ? el('p', { class: 'note' }, me.role + '.') : null,
      was ? el('button', { type: 'button', class: 'back', 'data-name': 'back', click: () => be(was.id) }, `← Volver a ser ${was.name}`) : null),
    section('Canales', state.channels.filter((c) => !c.dm).map((c) => place(c.id, '# ' + c.name, unread(c)))),
    section('Aplicación', [...(state.noHome ? [] : [place('home', 'Inicio de ' + state.app, 0)]), place('DM', 'Mensajes de ' + state.app, unread(dm))]),
    section('Atajos', state.shortcuts.filter((s) => !s.message).map((s) => el('button', { type: 'button', 'data-name': s.id, class: 'place', click: () => shortcut(s.id) }, s.name))),
    section('Ser otra persona', state.people.map(person)))
  rove(root, held)
}

// rove makes the list one stop of the Tab key; the arrows go through it.
function rove(root, held) {
  const all = [...root.querySelectorAll('button')]
  const stop = all.find((b) => b.dataset.name === held) ?? all.find((b) => b.classList.contains('here'))
  for (const b of all) b.tabIndex = b === stop ? 0 : -1
  if (held && stop?.dataset.name === held) stop.focus({ preventScroll: true })
  root.onkeydown = (ev) => {
    const at = all.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[ev.key]
    if (to === undefined || !all[to]) return
    ev.preventDefault()
    all[at].tabIndex = -1
    all[to].tabIndex = 0
    all[to].focus()
  }
}
