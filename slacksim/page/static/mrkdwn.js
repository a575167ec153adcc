// Slack's mrkdwn and the text elements of rich text, as nodes.
import { day, zoneOf } from './dates.js'
import { el } from './dom.js'

const emoji = {
  white_check_mark: '✅', warning: '⚠️', x: '❌', calendar: '📅', bell: '🔔', hourglass: '⌛', memo: '📝', pushpin: '📌',
  paperclip: '📎', mag: '🔍', tada: '🎉', red_circle: '🔴', large_yellow_circle: '🟡', large_green_circle: '🟢', heavy_check_mark: '✔️',
  thumbsup: '👍', '+1': '👍', eyes: '👀', clock9: '🕘', speech_balloon: '💬', lock: '🔒', information_source: 'ℹ️', zzz: '💤',
}

// unescape undoes the three escapes of Slack's text.
export const unescape = (s) => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

const withEmoji = (s) => s.replace(/:([a-z0-9_+-]+):/g, (all, name) => (Object.hasOwn(emoji, name) ? emoji[name] : all))

function mention(id, state) {
  return el('span', { class: 'mention' }, '@' + (state.users[id]?.name ?? id))
}

export function link(address, label) {
  const safe = /^(https?|mailto):/i.test(address)
  if (!safe) return document.createTextNode(label ?? address)
  return el('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, label ?? address)
}

// angled writes what stands between < and >: a person, a place, a date by the fallback that
// everybody can read, a link.
function angled(inner, state) {
  const [what, label] = inner.split('|')
  if (what.startsWith('@')) return mention(what.slice(1), state)
  if (what.startsWith('#')) {
    const channel = state.channels.find((c) => c.id === what.slice(1))
    return el('span', { class: 'mention' }, '#' + (channel?.name ?? label ?? what.slice(1)))
  }
  if (what.startsWith('!subteam^')) return el('span', { class: 'mention' }, '@' + (state.groups[what.slice(9)] ?? label ?? 'grupo'))
  if (what.startsWith('!date')) return document.createTextNode(unescape(label ?? what))
  if (what.startsWith('!')) return el('span', { class: 'mention' }, '@' + what.slice(1))
  return link(unescape(what), label && unescape(label))
}

const marks = [
  [/^`([^`\n]+)`/, 'code'], [/^\*([^*\n]+)\*/, 'strong'], [/^_([^_\n]+)_/, 'em'], [/^~([^~\n]+)~/, 's'],
]

// inline turns one piece of mrkdwn into nodes.
function inline(text, state) {
  const nodes = []
  let plain = ''
  const flush = () => { if (plain) nodes.push(withEmoji(unescape(plain))); plain = '' }
  for (let i = 0; i < text.length;) {
    const rest = text.slice(i)
    const angle = /^<([^<>\n]+)>/.exec(rest)
    if (angle) {
      flush()
      nodes.push(angled(angle[1], state))
      i += angle[0].length
      continue
    }
    const wordBefore = i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1])
    const mark = wordBefore ? null : marks.map(([re, tag]) => [re.exec(rest), tag]).find(([m]) => m)
    if (mark && !/^[\p{L}\p{N}]/u.test(text.slice(i + mark[0][0].length))) {
      flush()
      const [found, tag] = mark
      nodes.push(el(tag, {}, tag === 'code' ? unescape(found[1]) : inline(found[1], state)))
      i += found[0].length
      continue
    }
    plain += text[i++]
  }
  flush()
  return nodes
}

// mrkdwn turns a whole text into nodes, with its blocks of code, its quotes and its lines.
export function mrkdwn(text, state) {
  const parts = text.split(/```\n?([\s\S]+?)\n?```\n?/) // every second one is code
  return parts.flatMap((part, i) => (i % 2 ? [el('pre', {}, unescape(part))] : part ? quotes(i ? part : part.replace(/\n$/, parts.length > 1 ? '' : '$&'), state) : []))
}

function quotes(text, state) {
  const out = []
  let quote = null
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line)
    if (quoted) {
      if (!quote) out.push(quote = el('blockquote'))
      else quote.append(el('br'))
      quote.append(...inline(quoted[1], state))
      continue
    }
    if (out.length && !quote) out.push(el('br'))
    quote = null
    out.push(...inline(line, state))
  }
  return out
}

// text draws a text object.
export function text(object, state) {
  if (!object) return []
  if (typeof object === 'string') return [object]
  if (object.type === 'mrkdwn') return mrkdwn(object.text, state)
  return lines(withEmoji(object.text))
}

// lines keeps the line breaks of plain text.
export const lines = (s) => s.split('\n').flatMap((line, i) => (i ? [el('br'), line] : [line]))

// plain is a text object as a string, for labels.
export const plain = (object) => (!object ? '' : typeof object === 'string' ? object : withEmoji(object.text ?? ''))

function styled(nodes, style) {
  const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' }
  for (const [name, tag] of Object.entries(tags)) if (style?.[name]) nodes = [el(tag, {}, nodes)]
  return nodes
}

function richInline(e, state) {
  switch (e.type) {
    case 'text': return styled(lines(e.text), e.style)
    case 'link': return styled([link(e.url, e.text)], e.style)
    case 'user': return [mention(e.user_id, state)]
    case 'usergroup': return [el('span', { class: 'mention' }, '@' + (state.groups[e.usergroup_id] ?? 'grupo'))]
    case 'channel': return [angled('#' + e.channel_id, state)]
    case 'emoji': return [e.unicode ? String.fromCodePoint(...e.unicode.split('-').map((c) => parseInt(c, 16))) : emoji[e.name] ?? `:${e.name}:`]
    case 'date': return [e.fallback ?? day(e.timestamp * 1000, zoneOf(state))]
    case 'broadcast': return [el('span', { class: 'mention' }, '@' + e.range)]
    case 'color': return [el('code', {}, e.value)]
  }
  return [el('em', {}, `[${e.type}]`)]
}

// rich draws the elements of a rich_text block.
export function rich(elements, state) {
  return elements.map((e) => {
    const inside = () => e.elements.flatMap((x) => richInline(x, state))
    switch (e.type) {
      case 'rich_text_section': return el('p', { class: 'rich' }, inside())
      case 'rich_text_quote': return el('blockquote', {}, inside())
      case 'rich_text_preformatted': return el('pre', {}, inside())
      case 'rich_text_list': return el(e.style === 'ordered' ? 'ol' : 'ul', { class: `indent-${e.indent ?? 0}`, start: e.offset ? e.offset + 1 : null },
        e.elements.map((item) => el('li', {}, item.elements.flatMap((x) => richInline(x, state)))))
    }
    return el('p', {}, el('em', {}, `[${e.type}]`))
  })
}
