// The messages of a channel or of a thread.
import { el, only } from './dom.js'
import { blocks } from './blocks.js'
import { mrkdwn } from './mrkdwn.js'

// when is a message's moment by the app's clock, else by Slack's own.
function when(m, state) {
  const at = state.times?.[m.TS] ?? Number(m.TS) * 1000
  return new Date(at).toLocaleString('es-MX', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'America/Mexico_City' })
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`
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

function menu(m, ctx) {
  const entries = ctx.state.shortcuts.filter((s) => s.message)
  if (!entries.length || m.Ephemeral) return null
  return el('details', { class: 'overflow message-menu' }, el('summary', { 'aria-label': 'Más acciones con este mensaje' }, '⋯'),
    el('ul', {}, entries.map((s) => el('li', {}, el('button', { type: 'button', click: () => ctx.shortcut(s.id, m) }, s.name)))))
}

// message draws one; ctx.press acts on it.
export function message(m, ctx) {
  const name = m.BotID ? ctx.state.app : ctx.state.users[m.User]?.name ?? m.User
  const inner = { ...ctx, press: (b, action, value) => ctx.press(m, b, action, value) }
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
    menu(m, ctx))
}

// List keeps the messages on the page: what did not change keeps its node, and with it the focus.
export class List {
  constructor(root) {
    this.root = root
    this.nodes = new Map()
  }

  draw(messages, ctx, empty) {
    const atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 60
    const next = new Map()
    for (const m of messages) {
      const key = m.Channel + m.TS + (m.Ephemeral ? 'e' : '')
      const mark = JSON.stringify(m)
      const old = this.nodes.get(key)
      next.set(key, old?.mark === mark && old.ctx === ctx.key ? old : { mark, ctx: ctx.key, node: message(m, ctx) })
    }
    const nodes = [...next.values()].map((x) => x.node)
    const same = nodes.length === this.root.children.length && nodes.every((n, i) => n === this.root.children[i])
    if (!same) {
      only(this.root, nodes.length ? nodes : [el('p', { class: 'empty' }, empty)])
      if (atEnd || this.nodes.size === 0) this.root.scrollTop = this.root.scrollHeight
    }
    this.nodes = next
  }
}
