// One function for each type of block.
import { el, newId } from './dom.js'
import { plain, rich, text } from './mrkdwn.js'
import { markdown } from './markdown.js'
import { element, outside, unknown } from './elements.js'
import { field, initial } from './fields.js'
import { chart } from './chart.js'

function cell(c, b, ctx) {
  if (!c) return ['']
  if (c.type === 'rich_text') return rich(c.elements, ctx.state)
  if (c.type === 'raw_number') return [String(c.text ?? c.value)]
  if (c.type === 'action_cell') return [element(c.element, b, ctx)]
  return [plain(c)]
}

function table(b, ctx) {
  const [head, ...body] = b.rows
  const named = b.row_header_column_index ?? 0
  const align = (i) => (b.column_settings?.[i]?.align === 'right' || body[0]?.[i]?.type === 'raw_number' ? 'number' : b.column_settings?.[i]?.align === 'center' ? 'centre' : null)
  return el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': b.caption ?? 'Tabla' }, el('table', {},
    b.caption ? el('caption', {}, b.caption) : null,
    el('thead', {}, el('tr', {}, head.map((c, i) => el('th', { scope: 'col', class: align(i) }, cell(c, b, ctx))))),
    el('tbody', {}, body.map((row) => el('tr', {}, row.map((c, i) => el(i === named ? 'th' : 'td', { scope: i === named ? 'row' : null, class: align(i) }, cell(c, b, ctx))))))))
}

// boxed tells whether a field says its own name, as a group of boxes does.
const boxed = (drawn) => drawn?.tagName === 'FIELDSET'

// right takes back what was said of a field that somebody has changed since.
function right(id) {
  const box = document.getElementById('f' + id)
  box?.classList.remove('wrong')
  box?.querySelector('.error')?.remove()
  box?.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid')
}

// input is a field of a form: its label, what it holds, its hint and what is wrong with it.
function input(b, ctx) {
  const id = newId()
  const hint = newId()
  const e = b.element
  const wrong = ctx.errors?.[b.block_id]
  const label = plain(b.label)
  const optional = b.optional ? ' (opcional)' : ''
  const drawn = field(e, ctx.held(b, e) ?? initial(e, ctx.stateOf?.(b.block_id, e.action_id)), {
    changed: (v) => { right(id); ctx.changed(b, e, v) },
    done: (v) => { if (b.dispatch_action) ctx.press(b, e, Array.isArray(v) ? v : [v]) },
  }, {
    id, 'data-name': `${b.block_id}/${e.action_id}`, 'data-focus': e.focus_on_load, 'aria-describedby': hint,
    'aria-invalid': wrong ? 'true' : null, 'aria-required': b.optional ? null : 'true',
  }, { ...ctx, label: label + optional, tells: b.dispatch_action, suggest: (typed) => ctx.suggest(b, e, typed) })
  return el('div', { id: 'f' + id, class: 'field' + (wrong ? ' wrong' : '') },
    el(boxed(drawn) ? 'p' : 'label', { class: 'label', for: boxed(drawn) ? null : id, 'aria-hidden': boxed(drawn) ? 'true' : null }, label, optional ? el('small', {}, optional) : null),
    drawn ?? unknown(e.type),
    el('p', { id: hint, class: 'hint' }, wrong ? el('strong', { class: 'error' }, '⚠ ' + wrong + ' ') : null, plain(b.hint)))
}

// image names a picture: nothing is fetched from anywhere.
const image = (b) => el('p', { class: 'picture' }, plain(b.title) ? [el('strong', {}, plain(b.title)), ' · '] : null,
  'Imagen: ' + b.alt_text, b.image_url ? [' ', el('a', outside(b.image_url), 'Verla en otra ventana ↗')] : null)

const video = (b, ctx) => el('div', { class: 'picture' }, el('p', {}, el('span', { 'aria-hidden': 'true' }, '▶ '), el('strong', {}, plain(b.title)), b.provider_name ? ` · ${b.provider_name}` : null, b.author_name ? ` · ${b.author_name}` : null),
  b.description ? el('p', {}, text(b.description, ctx.state)) : null,
  el('p', {}, 'Video: ' + b.alt_text + ' ', el('a', outside(b.title_url ?? b.video_url), 'Verlo en otra ventana ↗')))

const alerts = { info: 'ℹ', warning: '⚠', error: '✕', success: '✓', default: '•' }

const card = (b, ctx) => el('div', { class: 'card' },
  b.hero_image ? image(b.hero_image) : null,
  b.title ? el('p', { class: 'card-title' }, text(b.title, ctx.state)) : null,
  b.subtitle ? el('p', { class: 'note' }, text(b.subtitle, ctx.state)) : null,
  b.body ? el('p', {}, text(b.body, ctx.state)) : null,
  b.subtext ? el('p', { class: 'note' }, text(b.subtext, ctx.state)) : null,
  b.actions ? el('div', { class: 'actions' }, b.actions.map((e) => element(e, b, ctx))) : null)

const kinds = {
  header: (b) => el('h3', { class: 'block-header' }, plain(b.text)),
  section: (b, ctx) => el('div', { class: 'section' },
    el('div', { class: 'section-text' }, b.text ? el('div', {}, text(b.text, ctx.state)) : null,
      b.fields ? el('div', { class: 'fields' }, b.fields.map((f) => el('div', {}, text(f, ctx.state)))) : null),
    b.accessory ? element(b.accessory, b, ctx) : null),
  divider: () => el('hr'),
  context: (b, ctx) => el('div', { class: 'context' }, b.elements.map((e) => (e.type === 'image' ? element(e, b, ctx) : el('span', {}, text(e, ctx.state))))),
  actions: (b, ctx) => el('div', { class: 'actions' }, b.elements.map((e) => element(e, b, ctx))),
  context_actions: (b, ctx) => el('div', { class: 'actions' }, b.elements.map((e) => element(e, b, ctx))),
  rich_text: (b, ctx) => el('div', {}, rich(b.elements, ctx.state)),
  markdown: (b) => el('div', { class: 'markdown' }, markdown(b.text)),
  image, video, table, data_table: table, input, card,
  data_visualization: (b) => chart(b) ?? unknown(`${b.type}: ${b.chart?.type}`),
  alert: (b, ctx) => el('div', { class: `alert ${b.level ?? 'default'}`, role: 'note' }, el('span', { 'aria-hidden': 'true' }, alerts[b.level] ?? alerts.default), ' ', el('div', {}, text(b.text, ctx.state))),
  carousel: (b, ctx) => el('div', { class: 'carousel', tabindex: '0', role: 'group', 'aria-label': 'Tarjetas' }, b.elements.map((c) => card(c, ctx))),
  container: (b, ctx) => el('section', { class: 'container' }, b.title ? el('h4', {}, plain(b.title)) : null, b.subtitle ? el('p', { class: 'note' }, text(b.subtitle, ctx.state)) : null, blocks(b.child_blocks, ctx)),
  file: (b) => el('p', {}, 'Archivo: ' + (b.external_id ?? 'archivo')),
}

// blocks draws them in order; what it does not know it says.
export function blocks(list, ctx) {
  return list.map((b) => kinds[b.type]?.(b, ctx) ?? unknown(b.type))
}
