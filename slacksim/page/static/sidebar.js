// Who one is, and which conversations there are.
import { el, only } from './dom.js'

function news(messages, seen) {
  return messages.filter((m) => Number(m.TS) > (seen ?? 0)).length
}

// sidebar draws people and conversations; go and be change what the page shows.
export function sidebar(root, { state, ui, go, be, shortcut }) {
  const dm = state.channels.find((c) => c.dm)
  const entry = (key, label, count) => el('li', {}, el('button', {
    'data-name': key, type: 'button', class: 'place' + (ui.place === key ? ' here' : ''), 'aria-current': ui.place === key ? 'page' : null, click: () => go(key),
  }, label, count ? el('span', { class: 'count', 'aria-label': `${count} sin leer` }, String(count)) : null))
  const unread = (c) => (ui.place === c.id ? 0 : news(state.messages[c.id] ?? [], ui.seen[state.me]?.[c.id]))
  const me = state.people.find((p) => p.id === state.me)
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.name : null
  only(root,
    el('section', { class: 'me' }, el('h2', {}, 'Usted es'),
      el('p', {}, el('strong', {}, me?.name ?? state.me), el('br'), me?.title ?? ''),
      me?.role ? el('p', { class: 'note' }, me.role + '.') : null),
    el('section', {}, el('h2', {}, 'Canales'), el('ul', {}, state.channels.filter((c) => !c.dm).map((c) => entry(c.id, '# ' + c.name, unread(c))))),
    el('section', {}, el('h2', {}, 'Aplicación'), el('ul', {}, entry('home', 'Inicio de ' + state.app, 0), dm ? entry(dm.id, 'Mensajes de ' + state.app, unread(dm)) : null)),
    state.shortcuts.some((s) => !s.message) ? el('section', {}, el('h2', {}, 'Atajos'), el('ul', {}, state.shortcuts.filter((s) => !s.message).map((s) => el('li', {},
      el('button', { type: 'button', 'data-name': s.id, class: 'place', click: () => shortcut(s.id) }, s.name))))) : null,
    el('section', {}, el('h2', {}, 'Ser otra persona'), el('ul', { class: 'people' }, state.people.map((p) => el('li', {}, el('button', {
      'data-name': p.id, type: 'button', class: 'place' + (p.id === state.me ? ' here' : ''), 'aria-pressed': p.id === state.me ? 'true' : 'false', click: () => be(p.id),
    }, el('span', {}, p.name, el('small', {}, ' ' + p.title)), unlooked(p, ui) ? el('span', { class: 'count', 'aria-label': `${unlooked(p, ui)} mensajes nuevos` }, String(unlooked(p, ui))) : null))))))
  if (held) root.querySelector(`[data-name="${CSS.escape(held)}"]`)?.focus()
}

// unlooked is how many messages of the app a person has not looked at yet.
function unlooked(p, ui) {
  return Math.max(0, p.waiting - (ui.read[p.id] ?? 0))
}
