// A box with a list: what one types narrows the list down, or is asked of the app. Arrows, Enter
// and Escape work it, and what was chosen stands before it with a way to take it off.
import { el, fold, newId, only } from './dom.js'
import { plain } from './mrkdwn.js'

const names = new Map() // of options that were shown once, by field and value

// among finds options by what is typed, anywhere in their words.
export function among(groups) {
  return async (typed) => groups.map((g) => ({ ...g, options: g.options.filter((o) => fold(plain(o.text)).includes(fold(typed.trim()))) })).filter((g) => g.options.length)
}

// choose draws it. find gives groups { label, options } for what is typed, or throws why not;
// from least letters on. most is how many may be chosen at once.
export function choose({ value, many, most, least, placeholder, known, find, tell }, a) {
  const field = a['data-name']
  const nameOf = (v) => names.get(`${field} ${v}`) ?? v
  const learn = (o) => names.set(`${field} ${o.value}`, plain(o.text))
  known.forEach(learn)
  let chosen = many ? [...value] : value ? [value] : []
  let shown = [] // [option, its node]
  let at = -1
  let asked = 0
  let later = null

  const list = el('div', { id: newId(), class: 'results', role: 'listbox', 'aria-label': 'Opciones', 'aria-multiselectable': many ? 'true' : null, hidden: true })
  const note = el('p', { id: newId(), class: 'hint', role: 'status' })
  const tags = el('span', { class: 'tags' })
  const input = el('input', {
    ...a, type: 'text', role: 'combobox', autocomplete: 'off', placeholder: placeholder || 'Escriba para buscar',
    'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list', 'aria-describedby': [a['aria-describedby'], note.id].filter(Boolean).join(' '),
    input: () => { clearTimeout(later); later = setTimeout(look, 120) }, keydown: (ev) => key(ev), blur: () => close(), click: () => look(),
  })

  const say = (words) => { note.textContent = words }
  const open = () => !list.hidden
  const close = () => {
    asked++
    clearTimeout(later)
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
    say('')
  }
  const mark = (i) => {
    shown[at]?.[1].classList.remove('at')
    at = i
    const node = shown[at]?.[1]
    node?.classList.add('at')
    node?.scrollIntoView({ block: 'nearest' })
    if (node) input.setAttribute('aria-activedescendant', node.id)
  }
  const draw = () => only(tags, chosen.map((v, i) => el('button', {
    type: 'button', class: 'tag', 'aria-label': 'Quitar ' + nameOf(v), click: () => { chosen.splice(i, 1); changed() },
  }, nameOf(v) + ' ✕')))
  const changed = () => {
    draw()
    input.focus()
    const v = many ? [...chosen] : chosen[0] ?? ''
    tell.changed(v)
    tell.done(v)
  }
  const take = (o) => {
    learn(o)
    input.value = ''
    if (many && chosen.includes(o.value)) chosen = chosen.filter((v) => v !== o.value)
    else if (many && most && chosen.length >= most) { close(); return say(`Puede elegir hasta ${most}: quite alguna antes.`) }
    else chosen = many ? [...chosen, o.value] : [o.value]
    close()
    changed()
  }
  const option = (o) => {
    const on = chosen.includes(o.value)
    const node = el('div', { id: newId(), role: 'option', 'aria-selected': String(on), mousedown: (ev) => { ev.preventDefault(); take(o) } },
      (on ? '✓ ' : '') + plain(o.text), o.description ? el('small', {}, plain(o.description)) : null)
    shown.push([o, node])
    return node
  }
  const look = async () => {
    const mine = ++asked
    if (input.value.trim().length < least) {
      close()
      return say(least === 1 ? 'Escriba una letra para buscar.' : `Escriba al menos ${least} letras para buscar.`)
    }
    let groups
    try {
      groups = await find(input.value)
    } catch (wrong) {
      close()
      return say(wrong.message)
    }
    if (mine !== asked) return
    shown = []
    at = -1
    only(list, groups.map((g) => (g.label ? el('div', { role: 'group', 'aria-label': g.label }, el('span', { class: 'group', 'aria-hidden': 'true' }, g.label), g.options.map(option)) : g.options.map(option))))
    list.hidden = !shown.length
    input.setAttribute('aria-expanded', String(open()))
    say(!shown.length ? 'No hay resultados.' : shown.length === 1 ? 'Un resultado.' : `${shown.length} resultados.`)
    if (shown.length) mark(0)
    else input.removeAttribute('aria-activedescendant')
  }
  const key = (ev) => {
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + shown.length }
    if (ev.key in moves) {
      ev.preventDefault()
      if (open()) mark(moves[ev.key] % shown.length)
      else look()
    } else if (ev.key === 'Enter' && (open() || input.value)) {
      ev.preventDefault() // not the whole form
      if (open()) take(shown[at][0])
    } else if (ev.key === 'Escape' && (open() || input.value)) {
      ev.preventDefault()
      ev.stopPropagation()
      input.value = ''
      close()
    } else if (ev.key === 'Backspace' && !input.value && chosen.length) {
      chosen.pop()
      changed()
    }
  }
  draw()
  return el('div', { class: 'choose' }, tags, input, list, note)
}
