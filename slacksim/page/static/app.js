// The page: what it shows, and what happens when something does.
import { el, only, tell } from './dom.js'
import { get, post, upload, watch } from './api.js'
import { go, here, settle } from './route.js'
import { List } from './conversation.js'
import { Composer } from './composer.js'
import { Modals, ask } from './modal.js'
import { Typed } from './typed.js'
import { blocks } from './blocks.js'
import { sidebar } from './sidebar.js'
import { welcome } from './welcome.js'
import { Clock } from './clock.js'
import { Way } from './way.js'
import { Curtain } from './curtain.js'
import { connection } from './connection.js'
import { draft, keep } from './draft.js'
import { keepFocus } from './focus.js'

const $ = (id) => document.getElementById(id)
// What is shown: who one is, where, which thread; whom one was before; the oldest message that is
// shown, the last one read when one came.
const ui = { me: '', place: '', thread: '', was: '', from: '', line: null, fresh: true, curtain: false, welcome: true, tried: new Set() }
let state = null

// act does something as the person one is, and tells what came of it.
async function act(name, body) {
  const result = await post(name, { me: ui.me, ...body })
  if (result.error) tell(result.error)
  refresh()
  return result
}

const hands = {
  press: (b) => act('press', b), submit: (b) => act('submit', b), close: (b) => act('close', b), suggest: (b) => post('suggest', { me: ui.me, ...b }),
  upload: (f) => upload(ui.me, f), confirm: (c) => ask(c, state),
}
const modals = new Modals($('modals'), hands)
const typed = new Typed(hands) // in messages and on the Home tab
const list = new List($('messages'))
let threadList = null

function context(inThread) {
  return {
    key: `${ui.me} ${ui.place} ${inThread}`, state, inThread,
    openThread: (m) => travel({ ...ui, thread: m.ThreadTS || m.TS }),
    shortcut: (id, m) => act('shortcut', { shortcut: id, channel: m.Channel, ts: m.TS }),
    confirm: hands.confirm, typed,
  }
}

async function send(text, files, thread) {
  begun()
  const command = /^\/(\S+)\s*([\s\S]*)$/.exec(text)
  const result = command && !thread
    ? await act('slash', { channel: ui.place, action: '/' + command[1], text: command[2] })
    : await act('say', { channel: ui.place, text, thread, files })
  if (!result.error) keep(typing(), '')
  return result.error
}

// be is being somebody else: where their news are, if they have any.
function be(id) {
  const who = state.people.find((p) => p.id === id)
  travel({ me: id, place: who?.waiting ? 'DM' : ui.place })
  $('say').textContent = who ? `Usted es ahora ${who.name}, ${who.title}.` : ''
}

// visit opens a place, ready to be written in where there are keys.
function visit(place) {
  travel({ me: ui.me, place })
  if (matchMedia('(hover: hover)').matches && place !== 'home') $('composer-text').focus()
}

const typing = () => `${ui.me} ${ui.place}`

// travel changes the address, and the page with it.
function travel(to) {
  go(to)
  return arrive()
}

// arrive shows what the address says.
function arrive() {
  const to = here()
  if (state && ['me', 'place', 'thread'].every((k) => ui[k] === to[k])) return asking ?? Promise.resolve()
  const moved = to.me !== ui.me || to.place !== ui.place
  if (moved) {
    if (ui.me) {
      keep(typing(), composer.text.value)
      begun()
    }
    if (ui.me && to.me !== ui.me) ui.was = ui.me
    Object.assign(ui, { from: '', line: null, fresh: true })
    tell('')
    narrow(false)
  }
  Object.assign(ui, to)
  if (moved) composer.text.value = draft(typing())
  $('composer').hidden = ui.place === 'home'
  if (moved && ui.place === 'home') act('home', {})
  else if (moved && ui.place === 'DM') act('home', { text: 'messages' })
  return refresh()
}

function home() {
  const key = JSON.stringify([ui.me, state.home?.ID, state.home?.Blocks])
  if (list.key === 'home' && home.key === key) return
  home.key = key
  list.key = 'home'
  const ctx = state.home && { ...context(false), ...typed.at(`${ui.me} home`, { view: state.home.ID }), stateOf: (block, action) => state.home.State?.[block]?.[action] }
  const body = state.home ? blocks(state.home.Blocks, ctx) : [el('p', { class: 'empty' }, `${state.app} no tiene nada en su inicio por ahora. Lo que es para usted llega a «Mensajes de ${state.app}».`)]
  list.nodes = new Map()
  only($('messages'), el('div', { class: 'home' }, body))
}

// begun makes room for the messages once somebody has begun.
function begun() {
  ui.welcome = false
}

// lead goes to where something was said, as somebody who reads it there.
async function lead({ reader, channel, name, ts, thread }) {
  await travel({ me: reader || ui.me, place: name ? channel : 'DM', thread: thread && thread !== ts ? thread : '' })
  const find = () => document.querySelector(`${ui.thread ? '#thread' : '#messages'} [data-ts="${CSS.escape(ts)}"]`)
  if (!find()) { // it is further back than what is shown
    ui.from = ts
    await refresh()
  }
  find()?.setAttribute('tabindex', '-1')
  find()?.focus()
  find()?.scrollIntoView({ block: 'start' })
}

// attempt goes to where a step is done, takes the clock as far as it needs, and puts there what
// is to be typed.
async function attempt(t) {
  begun()
  ui.tried.add(t.text)
  await travel({ me: t.person || ui.me, place: t.channel || ui.place })
  if (t.type) composer.put(t.type)
  else $('messages').focus()
  if (!state.now || new Date(t.until) <= new Date(state.now)) return
  way.folded = true // what the step is about is before one's eyes already
  await clock.move({ to: t.until })
}

function drawThread() {
  const root = $('thread')
  root.hidden = !ui.thread
  if (!ui.thread) { only(root); threadList = null; return }
  if (!threadList || threadList.ts !== ui.thread) {
    const box = el('div', { class: 'messages', tabindex: '0', role: 'log', 'aria-label': 'Mensajes del hilo' })
    const foot = el('div')
    only(root, el('header', {}, el('h2', {}, 'Hilo'), el('button', { type: 'button', class: 'plain', 'aria-label': 'Cerrar el hilo', click: closeThread }, '✕')), box, foot)
    const ts = ui.thread
    const answer = new Composer(foot, { label: 'Responder en el hilo', send: (text, files) => send(text, files, ts), upload: (f) => upload(ui.me, f), commands: () => [] })
    threadList = new List(box)
    threadList.ts = ts
    threadList.opener = document.activeElement
    answer.text.focus()
  }
  threadList.draw(state.thread, context(true), '')
}

function closeThread() {
  const back = threadList?.opener
  travel({ ...ui, thread: '' }).then(() => back?.isConnected && back.focus())
}

function title(channel) {
  if (ui.place === 'home') return `Inicio de ${state.app}`
  return channel?.dm ? `${state.app} (mensajes directos)` : '# ' + (channel?.name ?? '')
}

// waiting says that news are elsewhere, and goes there.
function waiting(dm) {
  const n = ui.place === 'DM' ? 0 : dm.news
  if ($('waiting').dataset.n === String(n)) return
  $('waiting').dataset.n = n
  only($('waiting'), n ? el('p', { class: 'waiting-here' }, n === 1 ? `${state.app} le escribió un mensaje.` : `${state.app} le escribió ${n} mensajes.`,
    el('button', { type: 'button', class: 'button', 'data-name': 'waiting', click: () => visit('DM') }, n === 1 ? 'Leerlo' : 'Leerlos')) : null)
}

function draw() {
  const channel = state.channels.find((c) => c.id === state.place)
  const me = state.people.find((p) => p.id === state.me)
  const news = state.channels.reduce((n, c) => n + (c === channel ? 0 : c.news), 0)
  document.title = `${news ? `(${news}) ` : ''}${title(channel)} · ${me?.name ?? ''} · ${state.title}`
  $('workspace').textContent = state.title
  $('who').textContent = me?.name ?? ''
  $('menu').classList.toggle('waiting', news > 0)
  $('channel-title').textContent = title(channel)
  $('channel-note').textContent = ui.place === 'home' || channel?.member ? '' : 'Usted no es miembro de este canal.'
  sidebar($('sidebar'), { state, ui, go: visit, be, shortcut: (id) => act('shortcut', { shortcut: id }) })
  waiting(state.channels.find((c) => c.dm))
  if (ui.place === 'home') home()
  else {
    list.draw(state.messages, { ...context(false), line: ui.line, older: state.more ? older : null }, channel?.dm && state.now ? `Todavía no hay mensajes de ${state.app}. Adelante el reloj, arriba, para que llegue lo que toca; o escriba / para ver los comandos.` : 'Todavía no hay mensajes. Escriba / para ver los comandos.')
  }
  drawThread()
  welcome($('welcome'), { tries: state.tries.map((t) => ({ ...t, done: t.told ? t.done : ui.tried.has(t.text) })), open: ui.welcome, attempt, toggle: () => { ui.welcome = !ui.welcome; draw() } })
  clock.draw(state)
  way.draw(state)
  curtain.draw(state)
  modals.draw(state.views, state)
  modals.forget(state.views)
  keepFocus()
}

// seen settles what is new: where the line of what is new stands, and that it was read.
function seen() {
  const channel = state.channels.find((c) => c.id === state.place)
  if (ui.fresh && channel?.news) ui.line = channel.read || '0'
  ui.fresh = false
  if (state.messages.length > 90 && list.atEnd()) ui.from = state.messages.at(-30).TS
  else ui.from = state.messages[0]?.TS ?? ''
  if (channel?.news && !document.hidden) post('read', { me: ui.me, channel: channel.id, ts: channel.last })
}

let asking = null
let again = false
let more = false
// refresh asks for what is shown anew, one request at a time, until what it knows is not older
// than when it was called. An answer for where one no longer is does not count.
function refresh() {
  again = true
  return asking ??= look().finally(() => { asking = null })
}

function older() {
  more = true
  refresh()
}

async function look() {
  while (again) {
    again = false
    const { me, place, thread } = ui
    const back = more
    more = false // what is asked for while this is under way is for the next one
    const s = await get('/api/state?' + new URLSearchParams({ me, place, thread, from: ui.from, ...(back ? { older: '1' } : {}) }))
    if (ui.me !== me || ui.place !== place || ui.thread !== thread) { again = true; continue }
    if (s.stale) return connection('stale')
    if (s.gone) return connection('lost')
    if (s.error) { tell(s.error); continue }
    connection('')
    const dm = s.channels.find((c) => c.dm)
    Object.assign(ui, { me: s.me, place: s.place === dm.id ? 'DM' : s.place, thread: s.thread.length ? thread : '' })
    if (!state) composer.text.value ||= draft(typing())
    state = s
    settle(ui)
    seen()
    draw()
  }
}

function showCurtain() {
  if (ui.curtain) curtain.refresh()
}

function toggleCurtain() {
  ui.curtain = !ui.curtain
  $('curtain').hidden = !ui.curtain
  $('curtain-open').setAttribute('aria-expanded', String(ui.curtain))
  showCurtain()
  if (!ui.curtain) $('curtain-open').focus()
}

// narrow opens and closes the list of people and places where there is no room for both.
function narrow(open) {
  document.body.classList.toggle('menu-open', open)
  $('menu').setAttribute('aria-expanded', String(open))
}

const composer = new Composer($('composer'), {
  id: 'composer-text', label: 'Escriba un mensaje, o / para un comando', send: (text, files) => send(text, files), upload: (f) => upload(ui.me, f), commands: () => state?.commands ?? [],
})
const clock = new Clock($('clock'), (name, body) => { begun(); return act(name, body) })
const way = new Way($('way'), { get, lead, move: (body) => clock.move(body) })
const curtain = new Curtain($('curtain'), $('curtain-open'), { act, get, close: toggleCurtain })
$('curtain-open').addEventListener('click', toggleCurtain)
$('menu').addEventListener('click', () => {
  const open = !document.body.classList.contains('menu-open')
  narrow(open)
  if (open) $('sidebar').querySelector('[tabindex="0"]')?.focus()
})
document.addEventListener('keydown', (ev) => {
  if (ev.key !== 'Escape' || ev.defaultPrevented) return
  if (document.body.classList.contains('menu-open')) {
    narrow(false)
    $('menu').focus()
  } else if (ui.thread && $('thread').contains(document.activeElement)) closeThread()
})
// What the app refers to by its address in Slack is a place of this page.
document.addEventListener('click', (ev) => {
  const [, id] = /^https:\/\/practice\.slack\.com\/archives\/(\w+)/.exec(ev.target.closest?.('a')?.href ?? '') ?? []
  if (!id || !state.channels.some((c) => c.id === id)) return
  ev.preventDefault()
  visit(state.channels.find((c) => c.dm).id === id ? 'DM' : id)
})
// The address says who and where one is: these links only move the focus.
for (const skip of document.querySelectorAll('.skip')) skip.addEventListener('click', (ev) => { ev.preventDefault(); document.querySelector(skip.hash).focus() })
addEventListener('hashchange', arrive)
addEventListener('pagehide', () => ui.me && keep(typing(), composer.text.value))
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh() })

let later = null
watch({
  change: () => { clearTimeout(later); later = setTimeout(refresh, 60) },
  journey: (j) => {
    if (!state || !j) return
    state.journey = j
    if (j.moving) clock.draw(state)
    else refresh()
  },
  exchange: () => { clearTimeout(showCurtain.timer); showCurtain.timer = setTimeout(showCurtain, 300) },
  connected: (yes) => { connection(yes ? '' : 'lost'); if (yes) refresh() },
})
arrive()
setInterval(refresh, 30000) // the clock runs
