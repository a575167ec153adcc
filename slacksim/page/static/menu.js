// Menus that open by a click or a key and do nothing until an entry is chosen: a native
// dropdown acts as soon as an arrow key passes over an entry.
import { el, fold } from './dom.js'

// menu is a button that opens a list of entries; each is { name, act }, a group { group, entries },
// or leads away from here with { link }.
export function menu({ label, title, class: kind = '', name }, entries) {
  const close = () => { box.open = false }
  const item = (e) => (e.group
    ? [el('li', { class: 'group' }, e.group), e.entries.map(item)]
    : el('li', {}, el(e.link ? 'a' : 'button', {
      ...(e.link ?? { type: 'button' }), class: 'entry', 'aria-current': e.chosen ? 'true' : null, click: () => { close(); summary.focus(); e.act() },
    }, e.name, e.link ? ' ↗' : null, e.note ? el('small', {}, e.note) : null)))
  const summary = el('summary', { 'aria-label': title, 'data-name': name ?? title ?? label }, label)
  let typed = ''
  let since = 0
  // seek goes to the entry that begins with the letters typed one after the other.
  const seek = (all, letter, now) => {
    typed = (now - since < 2000 ? typed : '') + fold(letter)
    since = now
    all.find((b) => fold(b.innerText).startsWith(typed))?.focus()
  }
  const box = el('details', {
    class: 'overflow ' + kind,
    keydown: (ev) => {
      const all = [...box.querySelectorAll('.entry')]
      const at = all.indexOf(document.activeElement)
      if (ev.key === 'Escape' && box.open) { ev.preventDefault(); ev.stopPropagation(); close(); summary.focus() }
      const inWord = ev.key === ' ' && typed && ev.timeStamp - since < 2000 // else it presses
      if (box.open && ev.key.length === 1 && (ev.key !== ' ' || inWord) && !ev.ctrlKey && !ev.metaKey) {
        ev.preventDefault()
        seek(all, ev.key, ev.timeStamp)
      }
      if (ev.key === 'ArrowDown' || ev.key === 'ArrowUp') {
        ev.preventDefault()
        box.open = true
        all[(at + (ev.key === 'ArrowDown' ? 1 : all.length - (at < 0 ? 0 : 1))) % all.length]?.focus()
      }
    },
    toggle: () => {
      if (!box.open) return box.classList.remove('above', 'leftwards')
      const list = box.querySelector('ul').getBoundingClientRect()
      const floor = box.closest('.messages')?.getBoundingClientRect().bottom ?? innerHeight
      if (list.bottom > floor && box.getBoundingClientRect().top > list.height) box.classList.add('above')
      if (list.right > document.documentElement.clientWidth) box.classList.add('leftwards')
    },
  }, summary, el('ul', {}, entries.map(item)))
  return box
}

// One menu is open at a time, and none after a click elsewhere.
document.addEventListener('click', (ev) => {
  for (const box of document.querySelectorAll('details.overflow[open]')) if (!box.contains(ev.target)) box.open = false
})
