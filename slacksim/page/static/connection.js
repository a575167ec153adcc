// Whether the practice is there. Where it is not, the page says so until it is, and takes
// nothing away of what was typed.
import { el, only } from './dom.js'

const words = {
  lost: ['Se perdió la conexión con la práctica. ', 'Si la terminó en la terminal (Ctrl-C), vuelva a iniciarla igual: esta página la encuentra sola. Lo que escribió sigue aquí.'],
  stale: ['La práctica empezó de nuevo. ', 'Lo que se ve es de la anterior; cargue la página otra vez para seguir. Lo que escribió abajo se conserva.'],
}

const box = el('div', { id: 'connection', role: 'alert', hidden: true })

// connection shows how it is: '' where all is well, else lost or stale. It stands before
// everything, and within a window that is open, so that it can be pressed there.
export function connection(how) {
  const place = document.querySelector('dialog[open]') ?? document.body
  if (box.dataset.how === how && box.parentNode === place) return
  box.dataset.how = how
  box.hidden = !how
  place.prepend(box)
  only(box, how ? el('p', {}, el('strong', {}, words[how][0]), words[how][1]) : null,
    how === 'stale' ? el('button', { type: 'button', class: 'button primary', click: () => location.reload() }, 'Cargar de nuevo') : null)
}
