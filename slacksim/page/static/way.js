// What happened on the way of the clock: a list that leads to each message.
import { here, messages } from './clock.js'
import { spell } from './dates.js'
import { el, only } from './dom.js'
import { mrkdwn } from './mrkdwn.js'

// fewLines is how many messages are listed at once; more are folded by their moments.
const fewLines = 25

// Way keeps the list of the last journey. It opens by itself but for one that was over before
// the page was opened, and for the next one where it was told to be folded.
export class Way {
  constructor(root, { get, lead, move }) {
    Object.assign(this, { root, get, lead, move })
  }

  // draw asks for the list once, when a journey has ended.
  async draw(state) {
    const j = state.journey
    this.old ??= j && !j.moving ? j.id : 0
    if (!j || j.moving) return
    const jumps = JSON.stringify(state.jumps)
    if (this.shown === j.id) {
      if (!j.count && !j.error && this.jumps !== jumps) only(this.next, this.ahead(state))
      this.jumps = jumps
      return
    }
    this.shown = j.id
    this.jumps = jumps
    const open = j.id !== this.old && !this.folded
    this.folded = false
    const { said } = await this.get('/api/way')
    if (this.shown !== j.id || !said) return
    this.next = el('div', { class: 'ahead' }, j.count || j.error ? null : this.ahead(state))
    only(this.root, el('details', { class: 'way', open },
      el('summary', {}, j.count ? `En el camino: ${messages(j.count)}` : j.error ? 'El reloj se detuvo en el camino' : 'En el camino: nada que avisar'),
      el('p', { class: j.error ? 'error' : 'note' }, `Desde el ${spell(j.from, state.zone)}. ${here(j, state)}`), this.groups(said, state), this.next))
  }

  // ahead is what is next, where nothing happened.
  ahead(state) {
    return state.jumps.length ? [el('p', {}, 'Lo que sigue:'), el('p', { class: 'actions' }, state.jumps.map((x) => el('button', {
      type: 'button', class: 'button', click: () => this.move({ to: x.to }),
    }, `${x.name}: ${spell(x.to, state.zone)}`)))] : []
  }

  groups(said, state) {
    const moments = byMoment(said, state)
    const folded = said.length > fewLines
    return [...moments].map(([moment, list], i) => {
      const lines = el('ul', {}, list.map((s) => el('li', {}, this.line(s, state))))
      return folded ? el('details', { open: i === moments.size - 1 }, el('summary', {}, `${moment}: ${messages(list.length)}`), lines) : [el('h3', {}, moment), lines]
    })
  }

  line(s, state) {
    const who = s.name ? '# ' + s.name : state.users[s.reader]?.name ?? s.reader
    return el('button', { type: 'button', class: 'saying', click: () => { if (matchMedia('(max-width: 760px)').matches) this.root.firstChild.open = false; this.lead(s) } },
      el('strong', {}, who), ' ', el('span', {}, el('span', {}, mrkdwn(s.text, state)).textContent))
  }
}

function byMoment(said, state) {
  const out = new Map()
  for (const s of said) out.set(spell(s.at, state.zone), [...(out.get(spell(s.at, state.zone)) ?? []), s])
  return out
}
