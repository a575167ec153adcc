// A file of a message: what it is, opened where a browser can show it, and kept.
import { el } from './dom.js'
import { size } from './files.js'

// fileCard draws one; where it is opened from is the practice's to say.
export function fileCard(f, state) {
  const link = state.files?.[f.ID]
  const name = f.Title || f.Name
  const end = /\.(\w{1,4})$/.exec(f.Name)?.[1] ?? '—'
  return el('div', { class: 'file' },
    link?.image ? el('img', { src: link.open, alt: name, loading: 'lazy' }) : el('span', { class: 'file-kind', 'aria-hidden': 'true' }, end),
    el('div', { class: 'file-name' }, el('strong', {}, name), el('span', { class: 'note' }, [link?.kind, size(f.Size)].filter(Boolean).join(' · '))),
    link?.open ? el('a', { class: 'button', href: link.open, target: '_blank', rel: 'noopener', 'aria-label': 'Abrir ' + name }, 'Abrir') : null,
    link ? el('a', { class: 'button', href: link.save, download: f.Name, 'aria-label': 'Descargar ' + name }, 'Descargar') : null)
}
