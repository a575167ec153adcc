// Behind the curtain: what Slack and the app say to each other, what it is held against, and
// faults to switch on. What is there keeps its node: nobody who reads loses the place.
import { second } from './dates.js'
import { el, only, newId, tell } from './dom.js'

const faults = {
  rate_limited: (s) => `Slack pide esperar ${s} segundos (429)`,
  outage: () => 'Slack no funciona (503)',
  lost_answer: () => 'Slack lo hace, pero su respuesta se pierde',
  slow: (s) => `Slack tarda ${s} segundos en responder`,
}

const filters = {
  all: ['Todo', () => true], in: ['De Slack al bot', (x) => x.toApp], out: ['Del bot a Slack', (x) => !x.toApp], wrong: ['Solo lo que salió mal', (x) => x.wrong],
}

// kept is how many exchanges the panel holds.
const kept = 200

const number = new Intl.NumberFormat('en-US') // 2,140: also as Mexico writes it

export class Curtain {
  constructor(root, opener, { act, get, close }) {
    Object.assign(this, { root, opener, act, get })
    this.exchanges = new Map() // by id: what is known, and its node
    this.last = 0
    this.badge = el('span', { class: 'count' })
    opener.append(' ', this.badge)
    this.list = el('ol', { class: 'exchanges', reversed: true })
    this.limits = el('div')
    this.filter = el('select', { id: newId(), change: () => this.sift() }, Object.entries(filters).map(([key, [name]]) => el('option', { value: key }, name)))
    this.none = el('p', { class: 'note' }, 'Todavía no hay nada que mostrar.')
    only(root,
      el('header', {}, el('h2', {}, 'Tras bambalinas'), el('button', { type: 'button', class: 'plain', 'aria-label': 'Cerrar el panel', click: close }, '✕')),
      el('section', {}, el('h3', {}, 'Que algo falle'), this.switches()),
      el('section', {}, el('h3', {}, 'Lo que Slack no aceptaría'), this.limits),
      el('section', {}, el('h3', {}, 'Lo que se dicen Slack y el bot'),
        el('p', { class: 'note' }, 'Lo último va primero, con la hora de esta máquina. Ábralo para ver qué se midió contra qué límite.'),
        el('p', {}, el('label', { for: this.filter.id }, 'Mostrar '), this.filter), this.none, this.list))
  }

  switches() {
    const name = newId()
    const seconds = el('input', { type: 'number', id: newId(), min: '1', max: '30', value: '5', class: 'seconds', 'aria-describedby': name + 'w', input: () => this.word() })
    const all = el('input', { type: 'radio', name, value: 'all' })
    const wrong = el('p', { id: name + 'w', class: 'error', role: 'alert' })
    this.seconds = seconds
    const on = async (kind) => {
      const { errors } = await this.act('fault', { fault: kind, all: all.checked, seconds: Number(seconds.value) || 0 })
      wrong.textContent = errors?.seconds ?? ''
      if (errors) seconds.focus()
    }
    this.buttons = Object.keys(faults).map((kind) => el('button', { type: 'button', class: 'button', 'data-name': kind, 'aria-pressed': 'false', click: () => on(kind) }))
    this.off = el('button', { type: 'button', class: 'button', hidden: true, click: () => { this.act('fault', { fault: 'none' }); this.buttons[0].focus() } }, 'Apagar la falla')
    this.status = el('p', { role: 'status', class: 'fault' })
    const out = [el('fieldset', { class: 'boxes' }, el('legend', {}, 'A qué le pasa'),
      el('label', {}, el('input', { type: 'radio', name, value: 'next', checked: true }), ' Al próximo mensaje del bot, una vez'),
      el('label', {}, all, ' A todo lo que el bot pida, hasta que la apague')),
    el('p', {}, el('label', { for: seconds.id }, 'Segundos de espera '), seconds), wrong,
    el('p', { class: 'actions' }, this.buttons, this.off), this.status]
    this.word()
    return out
  }

  // word writes the seconds that were chosen on the buttons.
  word() {
    for (const b of this.buttons) b.textContent = faults[b.dataset.name](this.seconds.value || '…')
  }

  // draw shows which fault is on; the button that opens the panel shows it, too.
  draw({ fault }) {
    this.badge.textContent = fault?.on ? '1 falla encendida' : ''
    this.badge.hidden = !fault?.on
    for (const b of this.buttons) b.setAttribute('aria-pressed', String(Boolean(fault?.on) && b.dataset.name === fault.kind))
    this.off.hidden = !fault?.on
    const times = !fault?.happened ? 'Todavía no ocurre.' : fault.happened === 1 ? 'Ya ocurrió una vez.' : `Ya ocurrió ${fault.happened} veces.`
    const what = fault ? faults[fault.kind](fault.seconds) : ''
    const said = !fault ? 'Todo va bien: ninguna falla está encendida.' : fault.on
      ? `Encendida: ${what}, ${fault.all ? 'en todo lo que el bot pida, hasta que la apague' : 'con el próximo mensaje'}. ${times}`
      : `${what}. ${times} ${fault.after}`
    if (this.status.textContent !== said) this.status.textContent = said
  }

  // refresh asks for what is new, and puts it on top.
  async refresh() {
    const { exchanges, complaints } = await this.get('/api/traffic?after=' + this.last)
    if (!exchanges) return
    only(this.limits, complaints.length ? [el('p', { class: 'note' }, 'En inglés, como Slack lo dice a quien hace el bot.'), el('ul', { lang: 'en' }, complaints.map((c) => el('li', { class: 'error' }, c)))] : el('p', {}, '✓ Nada: todo lo que el bot dijo está dentro de los límites de Slack.'))
    for (const x of exchanges) this.put(x)
    while (this.exchanges.size > kept) {
      const [id, { node }] = this.exchanges.entries().next().value
      if (node.contains(document.activeElement)) break
      node.remove()
      this.exchanges.delete(id)
    }
    this.sift()
  }

  put(x) {
    const known = this.exchanges.get(x.id)
    const said = `${x.outcome} · ${number.format(Math.max(1, Math.round(x.millis)))} ms · ${second(x.at)}`
    if (known) {
      known.x = x
      known.after.textContent = x.after
      return
    }
    if (x.id <= this.last) return // it was let go
    this.last = x.id
    const body = el('div', { class: 'exchange' })
    const after = el('p', { class: 'after' }, x.after)
    const node = el('li', { value: String(x.id) }, el('details', { toggle: (ev) => { if (ev.target.open && !body.firstChild) this.open(x, body) } },
      el('summary', {}, el('span', { class: 'way-of', title: x.toApp ? 'De Slack al bot' : 'Del bot a Slack' }, x.toApp ? 'Slack → bot' : 'bot → Slack'), ' ', x.title,
        el('small', { class: x.wrong ? 'error' : null }, ` ${x.wrong ? '✗' : '✓'} ${said}`)), body), after)
    this.exchanges.set(x.id, { x, node, after })
    this.list.prepend(node)
  }

  // sift hides what was not asked for.
  sift() {
    const wanted = filters[this.filter.value][1]
    let shown = 0
    for (const { x, node } of this.exchanges.values()) {
      node.hidden = !wanted(x)
      if (!node.hidden) shown++
    }
    this.none.hidden = shown > 0
  }

  // open fetches what went over the wire, once.
  async open(x, body) {
    const d = await this.get('/api/exchange/' + x.id)
    if (d.error) return only(body, el('p', { class: 'error' }, d.error))
    only(body, limits(d.limits),
      sheet(x.toApp ? 'Lo que Slack envió' : 'Lo que el bot pidió', `${x.name} · ${d.path}`, d.request),
      sheet(x.toApp ? 'Lo que el bot contestó' : 'Lo que Slack contestó', '', d.answer))
  }
}

// limits is what was measured, the nearest to its limit first.
function limits(list) {
  if (!list.length) return el('p', { class: 'note' }, 'Aquí no hay nada que Slack limite.')
  const line = (l) => el('li', {}, el('meter', { min: '0', max: String(l.limit), high: String(l.limit * 0.9), value: String(l.size), 'aria-hidden': 'true' }),
    ` ${l.name}: ${number.format(l.size)} de ${number.format(l.limit)}${l.unit ? ' ' + l.unit : ''}`, l.things > 1 ? el('small', {}, ` (lo mayor de ${l.things})`) : null)
  return [el('h4', {}, 'Contra los límites de Slack, lo más justo primero'), el('ul', { class: 'limits' }, list.slice(0, 6).map(line)),
    list.length > 6 ? el('details', {}, el('summary', {}, `Otras ${list.length - 6} medidas, más holgadas`), el('ul', { class: 'limits' }, list.slice(6).map(line))) : null]
}

// sheet is a body that can be read and copied.
function sheet(title, note, text) {
  const pre = el('pre', { tabindex: '0' }, text || '(nada)')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      tell('Copiado.')
    } catch {
      getSelection().selectAllChildren(pre)
      tell('Está seleccionado: cópielo con Ctrl-C.')
    }
  }
  return [el('h4', {}, title, ' ', text ? el('button', { type: 'button', class: 'plain', 'aria-label': 'Copiar: ' + title, click: copy }, 'Copiar') : null), note ? el('p', { class: 'note' }, note) : null, pre]
}
