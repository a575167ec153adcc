// The time that the app believes it is, and ways to go ahead.
import { spell } from './dates.js'
import { el, only, tell } from './dom.js'
import { menu } from './menu.js'

// Clock is the control at the top: what it shows, where it may go, and how far it has come.
export class Clock {
  constructor(root, act) {
    this.root = root
    this.act = act
    this.shows = el('span', { id: 'now' })
    this.ways = el('span', { class: 'ways' })
    this.date = new DateForm((day) => this.move({ day }))
    root.append(this.shows, this.ways)
  }

  move(body) {
    return this.act('clock', body)
  }

  draw(state) {
    if (!state.now) return
    const j = state.journey
    this.shows.textContent = spell(j?.moving ? j.at : state.now, state.zone)
    this.date.hour = state.hour
    const key = j?.moving ? 'moving' : JSON.stringify([state.jumps, state.stuck])
    if (key !== this.key && !this.ways.querySelector('details[open]')) {
      this.key = key
      const held = this.ways.contains(document.activeElement)
      only(this.ways, j?.moving ? this.moving() : state.stuck ? el('span', { class: 'note', role: 'status' }, `El reloj no se puede mover: ${state.stuck}.`) : this.choices(state))
      if (held) this.ways.querySelector('summary, button')?.focus()
    }
    if (j?.moving) this.progress(j, state)
    this.tell(j, state)
  }

  choices(state) {
    return menu({ label: 'Adelantar el reloj ▾', class: 'jump' }, [
      ...state.jumps.map((j) => ({ name: [j.name, el('small', {}, ' ' + spell(j.to, state.zone))], act: () => this.move({ to: j.to }) })),
      { name: 'A una fecha…', act: () => this.date.open() },
    ])
  }

  moving() {
    return [el('progress', { max: '1000', 'aria-label': 'El reloj avanza' }), el('small', {}),
      el('button', { type: 'button', class: 'button', click: (ev) => { ev.target.textContent = 'Deteniéndose…'; this.move({ halt: true }) } }, 'Detener aquí')]
  }

  progress(j, state) {
    const [from, at, to] = [j.from, j.at, j.to].map((t) => new Date(t).getTime())
    this.ways.querySelector('progress').value = (1000 * (at - from)) / Math.max(1, to - from)
    this.ways.querySelector('small').textContent = `hacia el ${spell(j.to, state.zone)}${j.count ? ` · ${messages(j.count)}` : ''}`
  }

  // tell says once where the clock has come to, of the journeys since the page was opened.
  tell(j, state) {
    const ended = j && !j.moving ? j.id : j ? j.id - 1 : 0
    if (ended > (this.ended ?? ended)) {
      tell(arrival(j, state))
    }
    this.ended = ended
  }
}

export const messages = (n) => (n === 1 ? 'un mensaje' : `${n} mensajes`)

// arrival is what came of a journey, in a sentence or two.
export function arrival(j, state) {
  if (j.error && !j.count) return here(j, state)
  return `${here(j, state)} ${j.count === 0 ? 'En el camino no había nada que avisar.' : j.count === 1 ? 'En el camino salió un mensaje.' : `En el camino salieron ${j.count} mensajes.`}`
}

// here is where a journey ended, and why.
export function here(j, state) {
  const at = spell(j.at, state.zone)
  return j.error ? `El reloj se detuvo el ${at}: ${j.error}.` : j.stopped ? `El reloj se detuvo el ${at}, como lo pidió.` : `Ahora es ${at}.`
}

// DateForm asks for a day. What is wrong with it stands by the field, and what was typed stays.
class DateForm {
  constructor(move) {
    this.day = el('input', { type: 'date', id: 'jump-day', 'aria-describedby': 'jump-wrong', input: () => this.wrong('') })
    this.label = el('label', { for: 'jump-day' })
    this.sentence = el('p', { id: 'jump-wrong', class: 'error', role: 'alert' })
    this.dialog = el('dialog', { class: 'modal small', 'aria-label': 'Adelantar a una fecha', close: () => this.dialog.remove() }, el('form', {
      novalidate: true,
      submit: async (ev) => {
        ev.preventDefault()
        const { errors, error } = await move(this.day.value)
        this.wrong(errors?.day ?? error ?? '')
        if (!errors && !error) this.dialog.close()
      },
    }, el('h2', {}, 'Adelantar a una fecha'), el('div', { class: 'field' }, this.label, this.day, this.sentence),
    el('footer', {}, el('button', { type: 'button', class: 'button', click: () => this.dialog.close() }, 'Cancelar'), el('button', { class: 'button primary' }, 'Ir'))))
  }

  open() {
    this.wrong('')
    this.label.textContent = `Día (a las ${this.hour})`
    document.body.append(this.dialog)
    this.dialog.showModal()
  }

  wrong(sentence) {
    this.sentence.textContent = sentence
    if (sentence) {
      this.day.setAttribute('aria-invalid', 'true')
      this.day.focus()
    } else this.day.removeAttribute('aria-invalid')
  }
}
