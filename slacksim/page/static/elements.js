// The elements that one presses, or chooses from, in a message, on the Home tab or beside a text.
import { el } from './dom.js'
import { plain } from './mrkdwn.js'
import { menu } from './menu.js'
import { field, groupsOf, initial, optionsOf, valueOf } from './fields.js'

const asList = (v) => (Array.isArray(v) ? v : [v])
const icons = { trash: '✕' }

// outside are the attributes of a link that leads away from here, safely; none where it is something else.
export const outside = (url) => (/^https?:/i.test(url ?? '') ? { href: url, target: '_blank', rel: 'noreferrer noopener' } : {})

// select is a dropdown of a message or the Home tab: choosing is acting.
function select(e, block, ctx, act) {
  const words = plain(e.placeholder) || 'Elija…'
  const draw = () => {
    const chosen = ctx.held(block, e) ?? initial(e, ctx.stateOf?.(block.block_id, e.action_id))
    const now = optionsOf(e, ctx.state).find((o) => chosen && valueOf(o) === chosen)
    const entry = (o) => ({ name: plain(o.text), note: plain(o.description), chosen: o === now, act: () => act(valueOf(o), again) })
    return menu({ label: (now ? plain(now.text) : words) + ' ▾', title: now ? `${words}: ${plain(now.text)}` : null, class: 'select', name: `${block.block_id}/${e.action_id}` },
      groupsOf(e, ctx.state).flatMap((g) => (g.label ? [{ group: g.label, entries: g.options.map(entry) }] : g.options.map(entry))))
  }
  const again = () => {
    const next = draw()
    const mine = node.contains(document.activeElement)
    node.replaceWith(next)
    node = next
    if (mine) node.querySelector('summary').focus()
  }
  let node = draw()
  return node
}

// holding is anything else that holds something and tells the app of it at once.
function holding(e, block, ctx, act) {
  const name = plain(e.placeholder) || e.accessibility_label || { datepicker: 'Fecha', timepicker: 'Hora', datetimepicker: 'Fecha y hora' }[e.type] || 'Elija'
  const draw = () => field(e, ctx.held(block, e) ?? initial(e, ctx.stateOf?.(block.block_id, e.action_id)), { changed: (v) => { if (!e.confirm) ctx.changed(block, e, v) }, done: (v) => act(v, again) },
    { 'aria-label': name, 'data-name': `${block.block_id}/${e.action_id}` }, { ...ctx, label: name, acts: true, tells: true, suggest: (typed) => ctx.suggest(block, e, typed) })
  // again is needed where it was not to be after all: what it held before is shown.
  const again = (took) => {
    if (took) return
    const next = draw()
    node.replaceWith(next)
    node = next
  }
  let node = draw()
  return node ?? unknown(e.type)
}

// element draws what is pressed in a message, the Home tab or beside a text.
export function element(e, block, ctx) {
  const press = async (value, from, confirm = e.confirm) => {
    if (confirm && !(await ctx.confirm(confirm))) return false
    from?.setAttribute('aria-busy', 'true')
    await ctx.press(block, e, value)
    from?.removeAttribute('aria-busy')
    return true
  }
  // act is choosing: it holds what was chosen, and then tells the app.
  const act = async (value, drawn) => {
    if (e.confirm && !(await ctx.confirm(e.confirm))) return drawn(false)
    ctx.changed(block, e, value)
    drawn(true)
    await press(asList(value), null, null)
  }
  const name = `${block.block_id}/${e.action_id}`
  const button = (b, style, value, label = plain(b.text)) => el('button', {
    type: 'button', class: `button ${style ?? ''}`, 'aria-label': b.accessibility_label, 'data-name': name, click: (ev) => press(value ? [value] : [], ev.currentTarget),
  }, label)
  switch (e.type) {
    case 'button':
      if (e.url) return el('a', { class: `button ${e.style ?? ''}`, ...outside(e.url), 'aria-label': e.accessibility_label, click: () => press([]) }, plain(e.text), ' ↗')
      return button(e, e.style, e.value)
    case 'icon_button':
      return button(e, 'quiet', e.value, [el('span', { 'aria-hidden': 'true' }, icons[e.icon] ?? '•'), ' ' + plain(e.text)])
    case 'feedback_buttons':
      return el('span', { class: 'feedback' }, [e.positive_button, e.negative_button].map((b) => button(b, 'quiet', b.value)))
    case 'overflow':
      return menu({ label: '⋯', title: 'Más acciones', name }, optionsOf(e, ctx.state).map((o) => ({ name: plain(o.text), note: plain(o.description), link: o.url ? outside(o.url) : null, act: () => press([valueOf(o)]) })))
    case 'static_select': case 'users_select': case 'channels_select': case 'conversations_select':
      return select(e, block, ctx, act)
    case 'image':
      return el('span', { class: 'image' }, 'Imagen: ' + (e.alt_text ?? ''))
  }
  return holding(e, block, ctx, act)
}

// unknown says what cannot be drawn, so that nobody thinks that nothing was sent.
export function unknown(type) {
  return el('p', { class: 'unknown' }, `Esta página no sabe dibujar «${type}».`)
}
