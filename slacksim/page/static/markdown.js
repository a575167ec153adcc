// The markdown of Slack's markdown block, as nodes: headings, lists, quotes, code, tables and
// what stands in a line. Pictures are named and not fetched.
import { el } from './dom.js'
import { link } from './mrkdwn.js'

const inLine = [
  [/^`([^`\n]+)`/, (m) => el('code', {}, m[1])],
  [/^!\[([^\]\n]*)\]\([^)\s]*\)/, (m) => el('span', { class: 'image' }, 'Imagen: ' + m[1])],
  [/^\[([^\]\n]+)\]\(([^)\s]+)\)/, (m) => link(m[2], m[1])],
  [/^<(https?:[^>\s]+|mailto:[^>\s]+)>/, (m) => link(m[1], m[1])],
  [/^(\*\*|__)(?=\S)(.+?)(?<=\S)\1/, (m) => el('strong', {}, line(m[2]))],
  [/^~~(?=\S)(.+?)(?<=\S)~~/, (m) => el('s', {}, line(m[1]))],
  [/^(\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)/, (m) => el('em', {}, line(m[2]))],
]

// line draws what stands in one line.
function line(text) {
  const out = []
  let plain = ''
  for (let i = 0; i < text.length;) {
    const rest = text.slice(i)
    if (/^\\[!-/:-@[-`{-~]/.test(rest)) {
      plain += rest[1]
      i += 2
      continue
    }
    const inWord = rest[0] === '_' && /\w/.test(text[i - 1] ?? '')
    const [m, draw] = (!inWord && inLine.map(([re, d]) => [re.exec(rest), d]).find(([found]) => found)) || []
    if (!m) {
      plain += text[i++]
      continue
    }
    out.push(plain, draw(m))
    plain = ''
    i += m[0].length
  }
  return [...out, plain].filter((n) => n !== '')
}

const item = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/
const starts = [/^\s*```/, /^#{1,6}\s/, /^\s*(?:[-*_]\s*){3,}$/, /^>/, item, /^\|.*\|\s*$/]

const cells = (row) => row.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((c) => line(c.trim().replaceAll('\\|', '|')))

function table(rows) {
  const [head, , ...body] = rows
  return el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Tabla' }, el('table', {},
    el('thead', {}, el('tr', {}, cells(head).map((c) => el('th', { scope: 'col' }, c)))),
    el('tbody', {}, body.map((r) => el('tr', {}, cells(r).map((c) => el('td', {}, c)))))))
}

// task turns «[x] done» into a box that nobody can press.
function task(text) {
  const m = /^\[([ xX])\]\s+(.*)$/.exec(text)
  return m ? [m[1] === ' ' ? '☐ ' : '☑ ', line(m[2])] : line(text)
}

// list draws items that are further in as a list of the one before.
function list(rows) {
  const [, inset, number] = item.exec(rows[0])
  const root = el(number ? 'ol' : 'ul', { start: number && number !== '1' ? number : null })
  for (let i = 0; i < rows.length;) {
    let next = i + 1
    while (next < rows.length && item.exec(rows[next])[1].length > inset.length) next++
    root.append(el('li', {}, task(item.exec(rows[i])[3]), next > i + 1 ? list(rows.slice(i + 1, next)) : null))
    i = next
  }
  return root
}

// run takes the lines from i on that go together.
function run(rows, i, same) {
  let end = i
  while (end < rows.length && same(rows[end])) end++
  return rows.slice(i, end)
}

// markdown draws a whole text.
export function markdown(text) {
  const rows = text.split('\n')
  const out = []
  for (let i = 0; i < rows.length;) {
    const row = rows[i]
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row)
    let taken = 1
    if (/^\s*```/.test(row)) {
      const code = run(rows, i + 1, (r) => !/^\s*```/.test(r))
      out.push(el('pre', {}, code.join('\n')))
      taken = code.length + 2
    } else if (heading) out.push(el('h' + Math.min(6, heading[1].length + 2), {}, line(heading[2])))
    else if (/^\s*(?:[-*_]\s*){3,}$/.test(row)) out.push(el('hr'))
    else if (/^>/.test(row)) {
      const quoted = run(rows, i, (r) => /^>/.test(r))
      out.push(el('blockquote', {}, markdown(quoted.map((r) => r.replace(/^> ?/, '')).join('\n'))))
      taken = quoted.length
    } else if (item.test(row)) {
      const [, inset, number] = item.exec(row)
      const other = (r) => { const m = item.exec(r); return m[1].length <= inset.length && Boolean(m[2]) !== Boolean(number) }
      const items = run(rows, i, (r) => item.test(r) && !other(r))
      out.push(list(items))
      taken = items.length
    } else if (/^\|.*\|\s*$/.test(row) && /^\|[\s:|-]+\|\s*$/.test(rows[i + 1] ?? '')) {
      const t = run(rows, i, (r) => /^\|.*\|\s*$/.test(r))
      out.push(table(t))
      taken = t.length
    } else if (row.trim()) {
      const said = [row, ...run(rows, i + 1, (r) => r.trim() && !starts.some((re) => re.test(r)))]
      out.push(el('p', { class: 'rich' }, said.flatMap((r, k) => (k ? [el('br'), line(r)] : line(r)))))
      taken = said.length
    }
    i += taken
  }
  return out
}
