// The messages of a channel or of a thread.
import { brief, hour, spell, weekday, zoneOf } from './dates.js'
import { el, only } from './dom.js'
import { blocks } from './blocks.js'
import { mrkdwn } from './mrkdwn.js'
import { menu } from './menu.js'
import { fileCard } from './file.js'

// at is a message's moment by the app's clock, else by Slack's own.
const at = (m, state) => state.times?.[m.TS] ?? Number(m.TS) * 1000

function attachments(m, ctx) {
  return (m.Attachments ?? []).map((a) => el('div', { class: 'attachment' }, a.blocks ? blocks(a.blocks, ctx) : mrkdwn(a.text ?? a.fallback ?? '', ctx.state)))
}

function reactions(m) {
  const all = Object.entries(m.Reactions ?? {})
  return all.length ? el('p', { class: 'reactions' }, all.map(([name, who]) => `:${name}: ${who.length}  `)) : null
}

function actions(m, ctx) {
  const entries = ctx.state.shortcuts.filter((s) => s.message)
  if (!entries.length || m.Ephemeral) return null
  return menu({ label: '⋯', title: 'Más acciones con este mensaje', class: 'message-menu' }, entries.map((s) => ({ name: s.name, act: () => ctx.shortcut(s.id, m) })))
}

// message draws one; ctx.press acts on it.
export function message(m, ctx) {
  const name = m.BotID ? ctx.state.app : ctx.state.users[m.User]?.name ?? m.User
  const inner = { ...ctx, ...ctx.typed.at(`${ctx.state.me} ${m.Channel} ${m.TS}`, { channel: m.Channel, ts: m.TS }) }
  const body = m.Blocks?.length ? blocks(m.Blocks, inner) : mrkdwn(m.Text ?? '', ctx.state)
  return el('article', { class: 'message' + (m.Ephemeral ? ' private' : '') + (m.BotID ? ' app' : ''), 'data-ts': m.TS, 'aria-label': `${name}, ${brief(at(m, ctx.state), zoneOf(ctx.state))}` },
    el('span', { class: 'face', 'aria-hidden': 'true' }, m.BotID ? '✓' : name.slice(0, 1)),
    el('div', { class: 'message-body' },
      el('p', { class: 'who' }, el('strong', {}, name), m.BotID ? el('span', { class: 'badge' }, 'APP') : null,
        el('time', { title: spell(at(m, ctx.state), zoneOf(ctx.state)) }, ctx.inThread ? brief(at(m, ctx.state), zoneOf(ctx.state)) : hour(at(m, ctx.state), zoneOf(ctx.state))), m.Edited ? el('small', {}, ' (editado)') : null),
      m.Ephemeral ? el('p', { class: 'note' }, 'Solo usted puede ver este mensaje') : null,
      body, attachments(m, inner), (m.Files ?? []).map((f) => fileCard(f, ctx.state)), reactions(m),
      m.ReplyCount && !ctx.inThread ? el('button', { class: 'plain replies', type: 'button', click: () => ctx.openThread(m) }, m.ReplyCount === 1 ? '1 respuesta' : `${m.ReplyCount} respuestas`)
        : !ctx.inThread && !m.Ephemeral ? el('button', { class: 'plain reply', type: 'button', click: () => ctx.openThread(m) }, 'Responder en un hilo') : null),
    actions(m, ctx))
}

// settle puts these nodes into a place in this order, and moves none that is there already.
function settle(root, nodes) {
  for (const old of [...root.children]) if (!nodes.includes(old)) old.remove()
  nodes.forEach((n, i) => { if (root.children[i] !== n) root.insertBefore(n, root.children[i] ?? null) })
}

// held is where the focus is among what can be pressed in a message.
function held(node) {
  const all = [...node.querySelectorAll('button, summary, a, input, select, textarea')]
  return all.indexOf(document.activeElement)
}

function refocus(node, at) {
  const all = [...node.querySelectorAll('button, summary, a, input, select, textarea')]
  ;(all[Math.min(at, all.length - 1)] ?? node.closest('.messages'))?.focus({ preventScroll: true })
}

const keyOf = (m) => m.Channel + m.TS + (m.Ephemeral ? 'e' : '')

// entries are what stands one below the other: the days, where the news begin, the messages.
function entries(messages, ctx) {
  const out = []
  let today = ''
  let line = ctx.line
  if (ctx.older) out.push({ key: 'older', mark: '', make: () => el('p', { class: 'older' }, el('button', { type: 'button', class: 'button', 'data-name': 'older', click: ctx.older }, 'Ver los mensajes anteriores')) })
  for (const m of messages) {
    const d = ctx.inThread ? '' : weekday(at(m, ctx.state), zoneOf(ctx.state))
    if (d !== today) out.push({ key: 'day ' + d, mark: '', make: () => el('p', { class: 'day' }, el('span', {}, d)) })
    today = d
    if (line && Number(m.TS) > Number(line) && m.User !== ctx.state.me && !m.Ephemeral) {
      line = null
      out.push({ key: 'line', mark: '', make: () => el('p', { class: 'day new' }, el('span', {}, 'Mensajes nuevos')) })
    }
    out.push({ key: keyOf(m), mark: JSON.stringify(m) + ctx.state.times?.[m.TS], make: () => message(m, ctx) })
  }
  return out
}

// List keeps the messages on the page: what did not change keeps its node, and with it the focus.
export class List {
  constructor(root) {
    this.root = root
    this.nodes = new Map()
    this.latest = 0
  }

  atEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 60
  }

  draw(messages, ctx, empty) {
    const other = ctx.key !== this.key
    const atEnd = this.atEnd()
    const next = new Map()
    let focus = null
    for (const e of entries(messages, ctx)) {
      const old = other ? null : this.nodes.get(e.key)
      const kept = old?.mark === e.mark ? old : { mark: e.mark, node: e.make() }
      if (old && kept !== old && old.node.contains(document.activeElement)) focus = [kept.node, held(old.node)]
      next.set(e.key, kept)
    }
    const news = (m) => !this.nodes.has(keyOf(m))
    const last = messages.at(-1)
    const fresh = last && news(last)
    // What I wrote is shown, also when its answer came along with it.
    const wrote = messages.some((m) => m.User === ctx.state.me && news(m) && Number(m.TS) > this.latest)
    // What one is reading stays where it is, whatever is put above it.
    const stays = other || atEnd ? null : [...next].find(([key, x]) => this.nodes.get(key) === x && x.node.dataset.ts && x.node.offsetTop >= this.root.scrollTop)?.[1].node
    const top = stays?.offsetTop
    settle(this.root, next.size ? [...next.values()].map((x) => x.node) : this.nodes.size || other || !this.root.children.length
      ? [el('p', { class: 'empty' }, empty)] : [...this.root.children])
    if (focus) refocus(...focus)
    if (stays) this.root.scrollTop += stays.offsetTop - top
    const line = other && next.get('line')?.node
    if (line) this.root.scrollTop = line.offsetTop - 8
    else if (other || (fresh && (atEnd || wrote || last.Ephemeral))) this.show([...next.values()].at(-1)?.node)
    this.nodes = next
    this.key = ctx.key
    this.latest = Math.max(other ? 0 : this.latest, Number(last?.TS ?? 0))
  }

  // show scrolls to the end, but never past the beginning of the last message.
  show(node) {
    this.root.scrollTop = this.root.scrollHeight
    if (node && node.offsetHeight > this.root.clientHeight) this.root.scrollTop = node.offsetTop - 4
  }
}
