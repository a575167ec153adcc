// The elements that hold something: each knows how to draw itself with what it holds, and tells
// what a person typed or chose, in words that slacksim understands as theirs. tell.changed is for
// every key; tell.done is for what a person has done with it, which the app may be told.
import { zoneOf } from './dates.js'
import { el, newId } from './dom.js'
import { plain, text } from './mrkdwn.js'
import { among, choose } from './choose.js'
import { Files } from './files.js'
import { inWords, moment, wall } from './zone.js'

export const valueOf = (option) => option?.value ?? ''
const few = 10 // more than these are searched, not looked through

// groupsOf are the options that an element offers, in groups: one without a name where it has none.
export function groupsOf(e, state) {
  const people = () => Object.entries(state.users).filter(([, u]) => !u.gone && !u.bot).map(([id, u]) => ({ value: id, text: u.name })).sort((x, y) => x.text.localeCompare(y.text, 'es'))
  const channels = (all) => state.channels.filter((c) => all || (!c.dm && !c.private)).map((c) => ({ value: c.id, text: c.dm ? `Mensajes de ${state.app}` : '#' + c.name }))
  if (/users_select$/.test(e.type)) return [{ options: people() }]
  if (/channels_select$/.test(e.type)) return [{ options: channels(false) }]
  if (/conversations_select$/.test(e.type)) return [{ options: channels(true) }]
  return e.option_groups?.map((g) => ({ label: plain(g.label), options: g.options })) ?? [{ options: e.options ?? [] }]
}

export const optionsOf = (e, state) => groupsOf(e, state).flatMap((g) => g.options)

// inRich is what a rich text says, for a box that shows only words.
const inRich = (r) => (r.elements ?? []).flatMap((s) => s.elements ?? []).map((x) => x.text ?? x.url ?? (x.elements ? inRich({ elements: [x] }) + '\n' : '')).join('').trimEnd()

const slots = ['selected_options', 'selected_users', 'selected_channels', 'selected_conversations', 'selected_option', 'selected_user', 'selected_channel',
  'selected_conversation', 'selected_date', 'selected_time', 'selected_date_time', 'rich_text_value', 'value']

// initial is what an element holds before anybody touches it, or as slacksim kept it.
export function initial(e, kept) {
  const one = (o) => (typeof o === 'string' ? o : valueOf(o))
  if (e.type === 'file_input') return { files: kept?.files ?? [] }
  const value = slots.map((s) => (kept ? kept[s] : e[s === 'value' ? 'initial_value' : s.replace('selected', 'initial')])).find((v) => v !== undefined && v !== null)
  if (/^multi_|^checkboxes$/.test(e.type)) return (value ?? []).map(one)
  if (value === undefined) return ''
  if (value.type === 'rich_text') return inRich(value)
  return typeof value === 'object' ? one(value) : String(value)
}

const chars = (e) => e.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered')
const enter = (e) => e.dispatch_action_config?.trigger_actions_on?.includes('on_enter_pressed') ?? true

function typing(type, mode) {
  return (e, value, tell, a, ctx) => {
    const many = e.multiline || e.type === 'rich_text_input'
    let later = null
    const field = el(many ? 'textarea' : 'input', {
      ...a, type: many ? null : type, rows: many ? Math.max(e.min_lines ?? 0, 5) : null, maxlength: e.max_length, placeholder: plain(e.placeholder),
      inputmode: mode?.(e),
      input: () => {
        tell.changed(field.value)
        clearTimeout(later)
        if (ctx.tells && chars(e)) later = setTimeout(() => tell.done(field.value), 300)
      },
      keydown: (ev) => {
        if (ev.key !== 'Enter' || many || !ctx.tells || !enter(e)) return
        ev.preventDefault() // the app is told of this field; the form is not sent
        tell.done(field.value)
      },
      change: () => { if (many && ctx.acts) tell.done(field.value) },
    })
    field.value = value
    return field
  }
}

// clock is a field for a date, a time or both. Browsers write dates in their own language: what
// was chosen is said in words below.
function clock(type, { read = (v) => v, write = (v) => v } = {}) {
  return (e, value, tell, a, ctx) => {
    const zone = e.timezone ?? (zoneOf(ctx.state) || undefined)
    let later = null
    let told = value
    const now = () => (input.value ? write(input.value, zone) : '')
    const done = () => {
      clearTimeout(later)
      if (now() === told) return
      told = now()
      tell.done(told)
    }
    const said = el('p', { id: newId(), class: 'hint said' })
    const input = el('input', {
      ...a, type, 'aria-describedby': [a['aria-describedby'], said.id].filter(Boolean).join(' '),
      input: () => {
        said.textContent = inWords(input.value)
        tell.changed(now())
        clearTimeout(later)
        later = setTimeout(done, 900) // a date is typed in parts, and each makes a whole one
      },
      blur: done, keydown: (ev) => { if (ev.key === 'Enter' && ctx.tells) { ev.preventDefault(); done() } },
    })
    input.value = value ? read(value, zone) : ''
    said.textContent = inWords(input.value)
    return el('div', { class: 'clock-field' }, input, said)
  }
}

function dropdown(e, value, tell, a, ctx) {
  const option = (o) => el('option', { value: valueOf(o) }, plain(o.text))
  const select = el('select', { ...a, change: () => { tell.changed(select.value); tell.done(select.value) } },
    el('option', { value: '' }, plain(e.placeholder) || 'Elija…'),
    groupsOf(e, ctx.state).map((g) => (g.label ? el('optgroup', { label: g.label }, g.options.map(option)) : g.options.map(option))))
  select.value = value
  return select
}

function boxes(type) {
  return (e, value, tell, a, ctx) => {
    const name = newId()
    const chosen = new Set(Array.isArray(value) ? value : [value])
    const many = type === 'checkbox'
    const full = () => many && e.max_selected_items && chosen.size >= e.max_selected_items
    const set = el('fieldset', { class: 'boxes', 'data-focus': a['data-focus'], 'aria-describedby': a['aria-describedby'], 'data-wrong': a['aria-invalid'] }, el('legend', { class: 'hidden' }, ctx.label ?? ''))
    const inputs = []
    const take = (o, on) => {
      if (!many) chosen.clear()
      if (on) chosen.add(valueOf(o))
      else chosen.delete(valueOf(o))
      for (const i of inputs) i.disabled = full() && !i.checked
      const v = many ? [...chosen].filter(Boolean) : valueOf(o)
      tell.changed(v)
      tell.done(v)
    }
    const box = (o) => {
      const input = el('input', { type, name, checked: chosen.has(valueOf(o)), 'data-name': `${a['data-name']} ${valueOf(o)}`, change: () => take(o, input.checked) })
      inputs.push(input)
      return el('label', {}, input, ' ', text(o.text, ctx.state), o.description ? el('small', {}, text(o.description, ctx.state)) : null)
    }
    for (const g of groupsOf(e, ctx.state)) set.append(...[g.label ? el('p', { class: 'group' }, g.label) : null, ...g.options.map(box)].filter(Boolean))
    for (const i of inputs) i.disabled = full() && !i.checked
    if (many && e.max_selected_items) set.append(el('p', { class: 'hint' }, `Puede elegir hasta ${e.max_selected_items}.`))
    return set
  }
}

// chooser is for many to choose among: some, or one that the app finds.
function chooser(e, value, tell, a, ctx) {
  const many = e.type.startsWith('multi_')
  const outside = e.type.endsWith('external_select')
  const asked = async (typed) => {
    const answer = await ctx.suggest(typed)
    if (answer.error) throw new Error(answer.error)
    return answer.options?.length ? [{ options: answer.options }] : []
  }
  return choose({
    value, many, most: e.max_selected_items, least: outside ? e.min_query_length ?? 3 : 0, placeholder: plain(e.placeholder),
    known: outside ? [...(e.initial_options ?? []), e.initial_option].filter(Boolean) : optionsOf(e, ctx.state), find: outside ? asked : among(groupsOf(e, ctx.state)), tell,
  }, a)
}

const some = (e, value, tell, a, ctx) => (optionsOf(e, ctx.state).length > few ? chooser : boxes('checkbox'))(e, value, tell, a, ctx)

const biggest = 10 << 20 // what Slack takes in a form

function files(e, value, tell, a, ctx) {
  const most = e.max_files ?? 10
  const fits = (f, others) => {
    if (most > 1 && others.length >= most) return `Caben ${most} archivos: «${f.name}» queda fuera.`
    if (e.filetypes?.length && !e.filetypes.includes(f.name.split('.').at(-1).toLowerCase())) return `«${f.name}» no es de estos tipos: ${e.filetypes.join(', ')}.`
    if (f.size > biggest) return `«${f.name}» pasa de 10 MB.`
    return f.size ? '' : `«${f.name}» está vacío.`
  }
  const words = most > 1 ? 'Elegir archivos…' : 'Elegir un archivo…'
  const button = el('button', { ...a, 'aria-required': null, 'aria-invalid': null, type: 'button', class: 'button', 'aria-label': `${words} ${ctx.label ?? ''}` }, words)
  const f = new Files({
    button, fits, upload: ctx.upload, many: most > 1, files: value?.files ?? [], accept: e.filetypes?.map((t) => '.' + t).join(','), label: words,
    tell: (list) => tell.changed({ files: list }),
  })
  return el('div', { class: 'files' }, button, f.picker, f.list, f.note)
}

const number = (e) => (e.is_decimal_allowed ? 'decimal' : 'numeric')
const both = { read: (v, zone) => wall(Number(v), zone), write: moment }

const fields = {
  plain_text_input: typing('text'), rich_text_input: typing('text'), email_text_input: typing('email'), url_text_input: typing('url'),
  number_input: typing('text', number), datepicker: clock('date'), timepicker: clock('time'), datetimepicker: clock('datetime-local', both),
  static_select: dropdown, users_select: dropdown, channels_select: dropdown, conversations_select: dropdown, external_select: chooser,
  multi_external_select: chooser, multi_static_select: some, multi_users_select: some, multi_channels_select: some, multi_conversations_select: some,
  checkboxes: boxes('checkbox'), radio_buttons: boxes('radio'), file_input: files,
}

// field draws an element that holds something; null where there is none of that kind. ctx.tells
// says that the app hears of it at once, ctx.acts that it stands by itself and not in a form.
export function field(e, value, tell, attributes, ctx) {
  return fields[e.type]?.(e, value, tell, attributes, ctx) ?? null
}
