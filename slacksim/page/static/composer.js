// Where one types: «/» completes, Enter sends, files go along.
import { el, fold, newId, only } from './dom.js'
import { Files } from './files.js'

// Composer is one place to type in; send gives an error to show, or nothing.
export class Composer {
  constructor(root, { label, send, upload, commands, id }) {
    this.commands = commands
    const list = newId()
    this.list = el('ul', { id: list, class: 'completions', role: 'listbox', 'aria-label': 'Comandos', hidden: true })
    this.text = el('textarea', {
      id, rows: 2, 'aria-label': label, placeholder: label, 'aria-controls': list, 'aria-autocomplete': 'list',
      input: () => this.complete(), keydown: (ev) => this.key(ev),
    })
    this.note = el('p', { class: 'note', role: 'status' })
    const attach = el('button', { type: 'button', class: 'plain', 'aria-label': 'Adjuntar un archivo' }, '+')
    this.files = new Files({ upload, button: attach, label: 'Adjuntar archivos' })
    this.send = async () => {
      const text = this.text.value.trim()
      const files = this.files.files
      if (!text && !files.length) return
      this.button.setAttribute('disabled', '')
      this.list.hidden = true
      const wrong = await send(text, files)
      this.button.removeAttribute('disabled')
      if (wrong) { // what was typed stays
        this.note.textContent = wrong
        return
      }
      this.text.value = ''
      this.files.set([])
      this.note.textContent = ''
      this.text.focus()
    }
    this.button = el('button', { type: 'submit', class: 'button primary' }, 'Enviar')
    root.append(el('form', { class: 'composer', submit: (ev) => { ev.preventDefault(); this.send() } }, this.list, this.note,
      this.text, this.files.list, this.files.note, el('div', { class: 'composer-foot' },
        attach, this.files.picker,
        el('small', {}, 'Enter envía; Mayús + Enter cambia de línea'), this.button)))
  }

  put(text) {
    this.text.value = text
    this.text.focus()
    this.note.textContent = 'Léalo y oprima Enviar.'
    this.complete()
  }

  // complete shows the commands that go on from what is typed.
  complete() {
    const typed = this.text.value
    const found = typed.startsWith('/') ? this.commands().filter((c) => fold(c.text).startsWith(fold(typed.trimEnd()))) : []
    this.chosen = -1
    only(this.list, found.map((c, i) => el('li', {
      role: 'option', id: newId(), 'aria-selected': 'false', mousedown: (ev) => { ev.preventDefault(); this.take(i) },
    }, el('code', {}, c.text), c.args ? el('span', { class: 'args' }, ' ' + c.args) : null, el('small', {}, ' — ' + c.hint))))
    this.found = found
    this.list.hidden = !found.length
  }

  take(i) {
    const c = this.found[i]
    this.text.value = c.text + ' '
    this.list.hidden = true
    this.found = []
    this.text.focus()
  }

  mark(i) {
    this.chosen = i
    ;[...this.list.children].forEach((li, k) => li.setAttribute('aria-selected', String(k === i)))
    const li = this.list.children[i]
    li?.scrollIntoView({ block: 'nearest' })
    if (li) this.text.setAttribute('aria-activedescendant', li.id)
    else this.text.removeAttribute('aria-activedescendant')
  }

  key(ev) {
    const open = !this.list.hidden
    const n = this.list.children.length
    if (open && ev.key === 'ArrowDown') { ev.preventDefault(); return this.mark((this.chosen + 1) % n) }
    if (open && ev.key === 'ArrowUp') { ev.preventDefault(); return this.mark((this.chosen + n - 1) % n) }
    if (open && ev.key === 'Escape') { ev.preventDefault(); this.list.hidden = true; return }
    if (open && (ev.key === 'Tab' || (ev.key === 'Enter' && this.chosen >= 0))) { ev.preventDefault(); return this.take(Math.max(0, this.chosen)) }
    if (ev.key === 'Enter' && !ev.shiftKey) { ev.preventDefault(); this.send() }
  }
}
