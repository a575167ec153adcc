// One function for each type of block.
import { el, newId } from './dom.js'
import { plain, rich, text } from './mrkdwn.js'
import { element, field, initial, unknown } from './elements.js'
import { chart } from './chart.js'

function cell(c, state) {
  if (!c) return ['']
  if (c.type === 'rich_text') return rich(c.elements, state)
  if (c.type === 'raw_number') return [String(c.text ?? c.value)]
  return [plain(c)]
}

function table(b, ctx) {
  const [head, ...body] = b.rows
  const align = (i) => (b.column_settings?.[i]?.align === 'right' || body[0]?.[i]?.type === 'raw_number' ? 'number' : null)
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': b.caption ?? 'Tabla' }, el('table', {},
    b.caption ? el('caption', {}, b.caption) : null,
    el('thead', {}, el('tr', {}, head.map((c, i) => el('th', { scope: 'col', class: align(i) }, cell(c, ctx.state))))),
    el('tbody', {}, body.map((row) => el('tr', {}, row.map((c, i) => el(i ? 'td' : 'th', { scope: i ? null : 'row', class: align(i) }, cell(c, ctx.state))))))))
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
  const held = ctx.held(b.block_id, e)
  const wrong = ctx.errors?.[b.block_id]
  const label = plain(b.label)
  const drawn = field(e, held ?? initial(e, ctx.stateOf?.(b.block_id, e.action_id)), (v) => { right(id); ctx.changed(b, e, v) }, {
    id, 'data-name': `${b.block_id}/${e.action_id}`, 'aria-describedby': hint, 'aria-invalid': wrong ? 'true' : null, 'aria-required': b.optional ? null : 'true',
  }, { ...ctx, label, suggest: (typed) => ctx.suggest(b.block_id, e.action_id, typed) })
  return el('div', { id: 'f' + id, class: 'field' + (wrong ? ' wrong' : '') },
    el(boxed(drawn) ? 'p' : 'label', { class: 'label', for: boxed(drawn) ? null : id, 'aria-hidden': boxed(drawn) ? 'true' : null }, label, b.optional ? el('small', {}, ' (opcional)') : null),
    drawn ?? unknown(e.type),
    el('p', { id: hint, class: 'hint' }, wrong ? el('strong', { class: 'error' }, '⚠ ' + wrong + ' ') : null, plain(b.hint)))
}

const kinds = {
  header: (b) => el('h3', { class: 'block-header' }, plain(b.text)),
  section: (b, ctx) => el('div', { class: 'section' },
    el('div', { class: 'section-text' }, b.text ? el('div', {}, text(b.text, ctx.state)) : null,
      b.fields ? el('div', { class: 'fields' }, b.fields.map((f) => el('div', {}, text(f, ctx.state)))) : null),
    b.accessory ? element(b.accessory, b, ctx) : null),
  divider: () => el('hr'),
  context: (b, ctx) => el('div', { class: 'context' }, b.elements.map((e) => (e.type === 'image' ? element(e, b, ctx) : el('span', {}, text(e, ctx.state))))),
  actions: (b, ctx) => el('div', { class: 'actions' }, b.elements.map((e) => element(e, b, ctx))),
  rich_text: (b, ctx) => el('div', {}, rich(b.elements, ctx.state)),
  markdown: (b) => el('pre', { class: 'markdown' }, b.text),
  image: (b) => el('p', { class: 'image' }, 'Imagen: ' + (plain(b.title) || b.alt_text)),
  table,
  data_table: table,
  data_visualization: (b) => chart(b) ?? unknown(`${b.type}: ${b.chart?.type}`),
  input,
  file: (b) => el('p', {}, 'Archivo: ' + (b.external_id ?? 'archivo')),
}

// blocks draws them in order; what it does not know it says.
export function blocks(list, ctx) {
  return list.map((b) => kinds[b.type]?.(b, ctx) ?? unknown(b.type))
}
