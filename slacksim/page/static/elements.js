// The elements that one presses, chooses or types in. Each knows how to draw itself and, in a
// form, what it holds: words that slacksim understands as a person's.
import { el, newId } from './dom.js'
import { plain } from './mrkdwn.js'
import { menu } from './menu.js'

const valueOf = (option) => option?.value ?? ''
const optionsOf = (e) => e.options ?? (e.option_groups ?? []).flatMap((g) => g.options)

function people(state) {
  return Object.entries(state.users).filter(([, u]) => !u.gone).map(([id, u]) => ({ value: id, text: { text: u.name } }))
}

function channels(state) {
  return state.channels.filter((c) => !c.dm).map((c) => ({ value: c.id, text: { text: '#' + c.name } }))
}

function choices(e, state) {
  if (/users_select$/.test(e.type)) return people(state)
  if (/channels_select$/.test(e.type)) return channels(state)
  if (/conversations_select$/.test(e.type)) return [...channels(state), ...people(state)]
  return optionsOf(e)
}

// initial is what an element holds before anybody touches it, as slacksim keeps it.
export function initial(e, held) {
  const one = (o) => (typeof o === 'string' ? o : valueOf(o))
  const kept = held ?? {}
  const list = kept.selected_options ?? kept.selected_users ?? kept.selected_channels ?? kept.selected_conversations
    ?? e.initial_options ?? e.initial_users ?? e.initial_channels ?? e.initial_conversations
  if (list || /^multi_|^checkboxes$/.test(e.type)) return (list ?? []).map(one)
  const single = kept.selected_option ?? kept.selected_user ?? kept.selected_channel ?? kept.selected_conversation
    ?? e.initial_option ?? e.initial_user ?? e.initial_channel ?? e.initial_conversation
  if (single) return one(single)
  return kept.value ?? kept.selected_date ?? kept.selected_time ?? e.initial_value ?? e.initial_date ?? e.initial_time ?? ''
}

function dateInput(type) {
  return (e, value, changed, a) => el('input', { ...a, type, value, change: (ev) => changed(ev.target.value) })
}

function textInput(type) {
  return (e, value, changed, a) => {
    const many = e.multiline || e.type === 'rich_text_input'
    const field = el(many ? 'textarea' : 'input', {
      ...a, type: many ? null : type, rows: many ? 5 : null, maxlength: e.max_length, placeholder: plain(e.placeholder),
      input: (ev) => changed(ev.target.value),
    })
    field.value = value
    return field
  }
}

function dropdown(e, value, changed, a, ctx) {
  const groups = e.option_groups
  const option = (o) => el('option', { value: valueOf(o), selected: valueOf(o) === value }, plain(o.text))
  const body = groups ? groups.map((g) => el('optgroup', { label: plain(g.label) }, g.options.map(option))) : choices(e, ctx.state).map(option)
  const select = el('select', { ...a, change: (ev) => changed(ev.target.value) },
    el('option', { value: '' }, plain(e.placeholder) || 'Elija…'), body)
  select.value = value
  return select
}

function boxes(type) {
  return (e, value, changed, a, ctx) => {
    const name = newId()
    const chosen = new Set(Array.isArray(value) ? value : [value])
    const many = type === 'checkbox'
    const set = el('fieldset', { class: 'boxes', 'aria-describedby': a['aria-describedby'], 'data-wrong': a['aria-invalid'] }, el('legend', { class: 'hidden' }, ctx.label ?? ''))
    for (const o of choices(e, ctx.state)) {
      set.append(el('label', {}, el('input', {
        type, name, checked: chosen.has(valueOf(o)), 'data-name': `${a['data-name']} ${valueOf(o)}`,
        change: (ev) => {
          if (!many) return changed(valueOf(o))
          if (ev.target.checked) chosen.add(valueOf(o))
          else chosen.delete(valueOf(o))
          changed([...chosen].filter(Boolean))
        },
      }), ' ', plain(o.text), o.description ? el('small', {}, ' ' + plain(o.description)) : null))
    }
    return set
  }
}

// search is an external select: what is typed is asked of the app, and one of the answers is taken.
function search(e, value, changed, a, ctx) {
  const many = e.type.startsWith('multi_')
  const chosen = many ? [...value] : value ? [value] : []
  const names = new Map([...(e.initial_options ?? []), ...(e.initial_option ? [e.initial_option] : [])].map((o) => [valueOf(o), plain(o.text)]))
  const list = newId()
  const results = el('ul', { id: list, class: 'results', role: 'listbox', 'aria-label': 'Resultados' })
  const tags = el('span', { class: 'tags' })
  const tell = () => changed(many ? [...chosen] : chosen[0] ?? '')
  const draw = () => tags.replaceChildren(...chosen.map((v, i) => el('button', {
    type: 'button', class: 'tag', 'aria-label': 'Quitar ' + (names.get(v) ?? v), click: () => { chosen.splice(i, 1); draw(); tell() },
  }, (names.get(v) ?? v) + ' ✕')))
  const take = (o) => {
    if (!many) chosen.length = 0
    if (!chosen.includes(valueOf(o))) chosen.push(valueOf(o))
    names.set(valueOf(o), plain(o.text))
    results.replaceChildren()
    input.value = ''
    draw()
    tell()
    input.focus()
  }
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    if (input.value.length < (e.min_query_length ?? 3)) return results.replaceChildren()
    const answer = await ctx.suggest(input.value)
    if (mine !== asked) return
    const found = answer.options ?? []
    results.replaceChildren(...(found.length ? found.map((o) => el('li', {}, el('button', { type: 'button', click: () => take(o) }, plain(o.text))))
      : [el('li', {}, answer.error ?? 'No hay resultados')]))
  }
  const input = el('input', { ...a, type: 'search', placeholder: plain(e.placeholder) || 'Escriba para buscar', autocomplete: 'off', input: ask })
  draw()
  return el('div', { class: 'search' }, tags, input, results)
}

function files(e, value, changed, a, ctx) {
  const sentBefore = value?.files ?? []
  const names = el('span', { class: 'names', role: 'status' }, sentBefore.length ? 'Listo: ' + sentBefore.map((f) => f.Name).join(', ') : null)
  return el('div', {}, el('input', {
    ...a, type: 'file', multiple: (e.max_files ?? 10) > 1, accept: e.filetypes?.map((t) => '.' + t).join(','),
    change: async (ev) => {
      names.textContent = 'Subiendo…'
      const sent = []
      for (const f of ev.target.files) {
        const r = await ctx.upload(f)
        if (r.error) { names.textContent = r.error; return }
        sent.push(r.file)
      }
      names.textContent = sent.length ? 'Listo: ' + sent.map((f) => f.Name).join(', ') : ''
      changed({ files: sent })
    },
  }), names)
}

const fields = {
  plain_text_input: textInput('text'), rich_text_input: textInput('text'), email_text_input: textInput('email'), url_text_input: textInput('url'),
  number_input: textInput('text'), datepicker: dateInput('date'), timepicker: dateInput('time'), datetimepicker: dateInput('datetime-local'),
  static_select: dropdown, users_select: dropdown, channels_select: dropdown, conversations_select: dropdown, external_select: search,
  multi_external_select: search, multi_static_select: boxes('checkbox'), multi_users_select: boxes('checkbox'),
  multi_channels_select: boxes('checkbox'), multi_conversations_select: boxes('checkbox'), checkboxes: boxes('checkbox'),
  radio_buttons: boxes('radio'), file_input: files,
}

// field draws an element that holds something; null where there is none of that kind.
export function field(e, value, changed, attributes, ctx) {
  return fields[e.type]?.(e, value, changed, attributes, ctx) ?? null
}

// confirmed asks first where the app wants it asked.
async function confirmed(e, ctx) {
  return !e.confirm || ctx.confirm(e.confirm)
}

// select is a dropdown of a message or the Home tab: choosing is acting.
function select(e, press, ctx) {
  const chosen = initial(e)
  const entry = (o) => ({ name: plain(o.text), chosen: valueOf(o) === chosen && chosen !== '', act: () => press([valueOf(o)]) })
  const now = choices(e, ctx.state).find((o) => chosen && valueOf(o) === chosen)
  const label = (now ? plain(now.text) : plain(e.placeholder) || 'Elija…') + ' ▾'
  return menu({ label, class: 'select' }, e.option_groups ? e.option_groups.map((g) => ({ group: plain(g.label), entries: g.options.map(entry) })) : choices(e, ctx.state).map(entry))
}

// element draws what is pressed in a message, the Home tab or beside a text.
export function element(e, block, ctx) {
  const press = async (value, from) => {
    if (!(await confirmed(e, ctx))) return
    from?.setAttribute('aria-busy', 'true')
    await ctx.press(block, e.action_id, value)
    from?.removeAttribute('aria-busy')
  }
  const label = e.accessibility_label ?? plain(e.text)
  switch (e.type) {
    case 'button':
      if (e.url) return el('a', { class: 'button', href: /^https?:/.test(e.url) ? e.url : null, target: '_blank', rel: 'noreferrer noopener', click: () => press([]) }, plain(e.text))
      return el('button', { type: 'button', class: `button ${e.style ?? ''}`, 'aria-label': label, click: (ev) => press(e.value ? [e.value] : [], ev.currentTarget) }, plain(e.text))
    case 'overflow':
      return menu({ label: '⋯', title: 'Más acciones' }, optionsOf(e).map((o) => ({ name: plain(o.text), act: () => press([valueOf(o)]) })))
    case 'static_select': case 'users_select': case 'channels_select': case 'conversations_select':
      return select(e, press, ctx)
    case 'image':
      return el('span', { class: 'image' }, 'Imagen: ' + (e.alt_text ?? ''))
  }
  const name = plain(e.placeholder) || 'Elija'
  const drawn = field(e, initial(e), (v) => press(Array.isArray(v) ? v : [v]), { 'aria-label': name }, { ...ctx, label: name, suggest: async () => ({ options: [] }) })
  return drawn ?? unknown(e.type)
}

// unknown says what cannot be drawn, so that nobody thinks that nothing was sent.
export function unknown(type) {
  return el('p', { class: 'unknown' }, `Esta página no sabe dibujar «${type}».`)
}
