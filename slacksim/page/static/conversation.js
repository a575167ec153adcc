// The messages of a channel or of a thread.
import { brief } from './dates.js'
import { el, only } from './dom.js'
import { blocks } from './blocks.js'
import { mrkdwn } from './mrkdwn.js'
import { menu } from './menu.js'
import { size } from './files.js'

// when is a message's moment by the app's clock, else by Slack's own.
function when(m, state) {
  return brief(state.times?.[m.TS] ?? Number(m.TS) * 1000)
}

function attachments(m, ctx) {
  return (m.Attachments ?? []).map((a) => el('div', { class: 'attachment' }, a.blocks ? blocks(a.blocks, ctx) : mrkdwn(a.text ?? a.fallback ?? '', ctx.state)))
}

function filesOf(m) {
  return (m.Files ?? []).map((f) => el('a', { class: 'file', href: '/api/file/' + encodeURIComponent(f.ID), download: f.Name }, `${f.Title || f.Name} (${size(f.Size)})`))
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
  return el('article', { class: 'message' + (m.Ephemeral ? ' private' : '') + (m.BotID ? ' app' : ''), 'data-ts': m.TS, 'aria-label': `${name}, ${when(m, ctx.state)}` },
    el('span', { class: 'face', 'aria-hidden': 'true' }, m.BotID ? '✓' : name.slice(0, 1)),
    el('div', { class: 'message-body' },
      el('p', { class: 'who' }, el('strong', {}, name), m.BotID ? el('span', { class: 'badge' }, 'APP') : null,
        el('time', {}, when(m, ctx.state)), m.Edited ? el('small', {}, ' (editado)') : null),
      m.Ephemeral ? el('p', { class: 'note' }, 'Solo usted puede ver este mensaje') : null,
      body, attachments(m, inner), filesOf(m), reactions(m),
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

// List keeps the messages on the page: what did not change keeps its node, and with it the focus.
export class List {
  constructor(root) {
    this.root = root
    this.nodes = new Map()
  }

  draw(messages, ctx, empty) {
    const other = ctx.key !== this.key
    const atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 60
    const last = messages.at(-1)
    const next = new Map()
    let focus = null
    for (const m of messages) {
      const key = m.Channel + m.TS + (m.Ephemeral ? 'e' : '')
      const mark = JSON.stringify(m)
      const old = other ? null : this.nodes.get(key)
      const kept = old?.mark === mark ? old : { mark, node: message(m, ctx) }
      if (old && kept !== old && old.node.contains(document.activeElement)) focus = [kept.node, held(old.node)]
      next.set(key, kept)
    }
    const news = (m) => !this.nodes.has(m.Channel + m.TS + (m.Ephemeral ? 'e' : ''))
    const fresh = last && news(last)
    // What I wrote is shown, also when its answer came along with it.
    const wrote = messages.some((m) => m.User === ctx.state.me && news(m))
    settle(this.root, next.size ? [...next.values()].map((x) => x.node) : this.nodes.size || other || !this.root.children.length
      ? [el('p', { class: 'empty' }, empty)] : [...this.root.children])
    if (focus) refocus(...focus)
    if (other || (fresh && (atEnd || wrote || last.Ephemeral))) this.show([...next.values()].at(-1)?.node)
    this.nodes = next
    this.key = ctx.key
  }

  // show scrolls to the end, but never past the beginning of the last message.
  show(node) {
    this.root.scrollTop = this.root.scrollHeight
    if (node && node.offsetHeight > this.root.clientHeight) this.root.scrollTop = node.offsetTop - this.root.offsetTop - 4
  }
}
