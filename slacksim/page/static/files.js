// Files that are about to go: each is shown with a way to take it off.
import { el, only } from './dom.js'

export const size = (bytes) => (bytes < 1024 ? (bytes === 1 ? '1 byte' : `${bytes} bytes`) : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`)

const nameOf = (f) => f.Name ?? f.name

// Files is a button to choose files with and the list of those chosen. fits says why a file cannot
// go; tell is told of the list as it changes.
export class Files {
  constructor({ upload, tell = () => {}, fits = () => '', files = [], accept, many = true, button, label }) {
    this.files = files
    this.upload = upload
    this.tell = tell
    this.fits = fits
    this.many = many
    this.list = el('ul', { class: 'chips', 'aria-label': 'Archivos que se enviarán' })
    this.note = el('p', { class: 'note', role: 'status' })
    this.picker = el('input', {
      type: 'file', multiple: many, accept, class: 'hidden', 'aria-label': label, tabindex: '-1', 'aria-hidden': 'true',
      change: (ev) => { const chosen = [...ev.target.files]; ev.target.value = ''; this.add(chosen) },
    })
    this.button = button
    button.addEventListener('click', () => this.picker.click())
    this.draw()
  }

  draw() {
    this.list.hidden = !this.files.length
    only(this.list, this.files.map((f, i) => el('li', { class: 'chip' }, nameOf(f), f.Size ? el('small', {}, ` ${size(f.Size)}`) : null,
      el('button', { type: 'button', class: 'plain', 'aria-label': `Quitar ${nameOf(f)}`, click: () => this.remove(i) }, 'Quitar'))))
  }

  remove(i) {
    this.note.textContent = `Se quitó ${nameOf(this.files[i])}.`
    this.set(this.files.filter((_, k) => k !== i))
    ;(this.list.querySelectorAll('button')[Math.min(i, this.files.length - 1)] ?? this.button).focus()
  }

  set(files) {
    this.files = files
    this.draw()
    this.tell(files)
  }

  async add(chosen) {
    const wrong = []
    for (const f of chosen) {
      const no = this.fits(f, this.files)
      if (no) { wrong.push(no); continue }
      this.note.textContent = `Subiendo ${f.name}…`
      const r = await this.upload(f)
      if (r.error) wrong.push(r.error)
      else this.set(this.many ? [...this.files, r.file] : [r.file])
    }
    this.note.textContent = wrong.join(' ')
  }
}
