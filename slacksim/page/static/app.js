// The page: what it shows, and what happens when something does.
import { el, only, tell } from './dom.js'
import { get, post, upload, watch } from './api.js'
import { List } from './conversation.js'
import { Composer } from './composer.js'
import { Modals, ask } from './modal.js'
import { Typed } from './typed.js'
import { blocks } from './blocks.js'
import { sidebar } from './sidebar.js'
import { clock } from './clock.js'
import { curtain } from './curtain.js'

const $ = (id) => document.getElementById(id)
const ui = { me: '', place: '', thread: null, seen: {}, read: {}, curtain: false, welcome: true }
let state = null

// act does something as the person one is, and tells what came of it.
async function act(name, body) {
  const result = await post(name, { me: ui.me, ...body })
  if (result.error) tell(result.error)
  if (result.report) tell(result.report)
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
    openThread: (m) => { ui.thread = m.ThreadTS || m.TS; draw(); $('thread').querySelector('textarea')?.focus() },
    shortcut: (id, m) => act('shortcut', { shortcut: id, channel: m.Channel, ts: m.TS }),
    confirm: hands.confirm, typed,
  }
}

// here is what is said in the place that is shown: the app's private words among the others.
function here() {
  const all = [...(state.messages[ui.place] ?? []), ...state.private.filter((m) => m.Channel === ui.place)]
  return all.sort((a, b) => Number(a.TS) - Number(b.TS))
}

async function send(text, files, thread) {
  begun()
  const command = /^\/(\S+)\s*([\s\S]*)$/.exec(text)
  const result = command && !thread
    ? await act('slash', { channel: ui.place, action: '/' + command[1], text: command[2] })
    : await act('say', { channel: ui.place, text, thread, files })
  return result.error
}

function be(id) {
  ui.me = id
  ui.thread = null
  const dm = state.channels.find((c) => c.dm)?.id
  const inDM = ui.place === dm
  refresh().then(() => { if (inDM) go(state.channels.find((c) => c.dm)?.id) })
}

function go(place) {
  tell('')
  ui.place = place
  ui.thread = null
  document.body.classList.remove('menu-open')
  $('menu').setAttribute('aria-expanded', 'false')
  if (place === 'home') act('home', {})
  else if (state.channels.find((c) => c.id === place)?.dm) act('home', { text: 'messages' })
  draw()
}

function home() {
  const key = JSON.stringify([ui.me, state.home?.ID, state.home?.Blocks])
  if (list.key === 'home' && home.key === key) return
  home.key = key
  list.key = 'home'
  const before = document.activeElement?.closest('.home') ? document.activeElement.dataset.name : null
  const ctx = state.home && { ...context(false), ...typed.at(`${ui.me} home`, { view: state.home.ID }), stateOf: (block, action) => state.home.State?.[block]?.[action] }
  const body = state.home ? blocks(state.home.Blocks, ctx) : [el('p', { class: 'empty' }, `${state.app} no tiene nada en su inicio por ahora. Lo que es para usted llega a «Mensajes de ${state.app}»; para pedir algo, escriba / ahí o en el canal.`)]
  list.nodes = new Map()
  only($('messages'), el('div', { class: 'home' }, body))
  if (before) $('messages').querySelector(`[data-name="${CSS.escape(before)}"]`)?.focus()
}

function remember() {
  const mine = (ui.seen[ui.me] ??= {})
  const last = (state.messages[ui.place] ?? []).at(-1)
  if (last) mine[ui.place] = Math.max(mine[ui.place] ?? 0, Number(last.TS))
  const dm = state.channels.find((c) => c.dm)
  const p = state.people.find((x) => x.id === ui.me)
  if (dm && ui.place === dm.id && p) ui.read[ui.me] = p.waiting
}

function welcome() {
  const box = $('welcome')
  if (!state.tries.length || box.firstChild) return
  only(box, el('details', { class: 'welcome', open: true }, el('summary', {}, 'Para empezar'),
    el('p', { class: 'note' }, `Este es un Slack de práctica: sus personas son inventadas y nada de lo que haga aquí llega a nadie. Oprima un paso y siga desde ahí.`),
    el('ol', {}, state.tries.map((t) => el('li', {}, el('button', { type: 'button', class: 'try', click: () => attempt(t) }, t.text))))))
}

// begun makes room for the messages once somebody has begun.
function begun() {
  const box = $('welcome').firstChild
  if (ui.welcome && box) box.open = false
  ui.welcome = false
}

// move takes the clock ahead, which takes as long as what is due on the way.
async function move(to) {
  tell('El reloj avanza; espere a que salga lo que toca en el camino…')
  await act('clock', { to })
}

async function attempt(t) {
  begun()
  if (t.person) ui.me = t.person
  await refresh()
  go(t.channel === 'DM' ? state.channels.find((c) => c.dm)?.id : t.channel || ui.place)
  if (state.now && new Date(t.until) > new Date(state.now)) await move(t.until)
  if (t.type) composer.put(t.type)
}

function drawThread() {
  const root = $('thread')
  root.hidden = !ui.thread
  if (!ui.thread) { only(root); threadList = null; return }
  const messages = here().filter((m) => m.TS === ui.thread || m.ThreadTS === ui.thread)
  if (!threadList || threadList.ts !== ui.thread) {
    const box = el('div', { class: 'messages', tabindex: '0', role: 'log', 'aria-label': 'Mensajes del hilo' })
    const foot = el('div')
    only(root, el('header', {}, el('h2', {}, 'Hilo'), el('button', { type: 'button', class: 'plain', 'aria-label': 'Cerrar el hilo', click: () => { ui.thread = null; draw() } }, '✕')), box, foot)
    const ts = ui.thread
    new Composer(foot, { label: 'Responder en el hilo', send: (text, files) => send(text, files, ts), upload: (f) => upload(ui.me, f), commands: () => [] })
    threadList = new List(box)
    threadList.ts = ui.thread
  }
  threadList.draw(messages, context(true), '')
}

function draw() {
  if (!state) return
  document.title = state.title
  $('workspace').textContent = state.title
  const channel = state.channels.find((c) => c.id === ui.place)
  $('channel-title').textContent = ui.place === 'home' ? `Inicio de ${state.app}` : channel?.dm ? `${state.app} (mensajes directos)` : '# ' + (channel?.name ?? '')
  $('channel-note').textContent = ui.place === 'home' || channel?.member ? '' : 'Usted no es miembro de este canal.'
  remember()
  sidebar($('sidebar'), { state, ui, go, be, shortcut: (id) => act('shortcut', { shortcut: id }) })
  if (ui.place === 'home') home()
  else list.draw(here().filter((m) => !m.ThreadTS || m.ThreadTS === m.TS || m.Broadcast), context(false), channel?.dm && state.now ? `Todavía no hay mensajes de ${state.app}. Adelante el reloj, arriba, para que llegue lo que toca; o escriba / para ver los comandos.` : 'Todavía no hay mensajes. Escriba / para ver los comandos.')
  $('composer').hidden = ui.place === 'home'
  drawThread()
  welcome()
  clock($('clock'), { state, move })
  modals.draw(state.views, state)
  modals.forget(state.views)
}

let asking = null
let again = false
// refresh asks for the workspace anew, one request at a time, until what it knows is not older
// than when it was called. An answer for whom one no longer is does not count.
function refresh() {
  again = true
  return asking ??= look().finally(() => { asking = null })
}

async function look() {
  while (again) {
    again = false
    const who = ui.me
    const s = await get('/api/state?me=' + encodeURIComponent(who))
    if (ui.me !== who) { again = true; continue }
    if (s.error) { tell(s.error); continue }
    state = s
    ui.me = s.me
    if (!ui.place) ui.place = s.channels.find((c) => !c.dm)?.id ?? ''
    draw()
  }
}

async function showCurtain() {
  if (!ui.curtain) return
  const traffic = await get('/api/traffic')
  curtain($('curtain'), { traffic, fault: (kind) => act('fault', { fault: kind }), close: toggleCurtain })
}

function toggleCurtain() {
  ui.curtain = !ui.curtain
  $('curtain').hidden = !ui.curtain
  $('curtain-open').setAttribute('aria-expanded', String(ui.curtain))
  showCurtain()
  if (!ui.curtain) $('curtain-open').focus()
}

const composer = new Composer($('composer'), {
  id: 'composer-text', label: 'Escriba un mensaje, o / para un comando', send: (text, files) => send(text, files), upload: (f) => upload(ui.me, f), commands: () => state?.commands ?? [],
})
$('curtain-open').addEventListener('click', toggleCurtain)
$('menu').addEventListener('click', () => {
  const open = document.body.classList.toggle('menu-open')
  $('menu').setAttribute('aria-expanded', String(open))
})
document.addEventListener('keydown', (ev) => {
  if (ev.key !== 'Escape' || ev.defaultPrevented || !document.body.classList.contains('menu-open')) return
  $('menu').click()
  $('menu').focus()
})
let later = null
watch({
  change: () => { clearTimeout(later); later = setTimeout(refresh, 60) },
  exchange: () => { clearTimeout(showCurtain.timer); showCurtain.timer = setTimeout(showCurtain, 300) },
  connected: (yes) => { if (!yes) tell('Se perdió la conexión con la práctica; se intenta de nuevo…') },
})
setInterval(refresh, 30000) // the clock runs
