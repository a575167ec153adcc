// Forms: a stack of windows. What was typed stays until it was taken; the focus stays inside.
import { el, newId, only } from './dom.js'
import { blocks } from './blocks.js'
import { mrkdwn, plain } from './mrkdwn.js'
import { Typed } from './typed.js'

// ask shows a question of the app and gives the answer.
export function ask(confirm, state) {
  return new Promise((resolve) => {
    const title = newId()
    const close = (yes) => { dialog.close(); dialog.remove(); resolve(yes) }
    const body = confirm.text?.type === 'mrkdwn' ? mrkdwn(confirm.text.text, state) : [plain(confirm.text)]
    const dialog = el('dialog', { 'aria-labelledby': title, class: 'modal small', cancel: (ev) => { ev.preventDefault(); close(false) } },
      el('h2', { id: title }, plain(confirm.title)), el('p', {}, body),
      el('footer', {}, el('button', { type: 'button', class: 'button', click: () => close(false) }, plain(confirm.deny) || 'Cancelar'),
        el('button', { type: 'button', class: `button ${confirm.style ?? 'primary'}`, click: () => close(true) }, plain(confirm.confirm) || 'Sí')))
    document.body.append(dialog)
    dialog.showModal()
  })
}

// Modals keeps the windows that one person has open.
export class Modals {
  constructor(root, act) {
    this.root = root
    this.act = act // press, submit, close, suggest, upload, confirm
    this.typed = new Typed(act)
    this.shown = ''
  }

  // draw shows the top of the stack, anew only where it is another or has changed.
  draw(views, state) {
    const top = views.at(-1)
    const key = top ? `${top.ID} ${top.Hash} ${JSON.stringify(top.Errors ?? {})} ${views.length}` : ''
    if (key === this.shown) return
    this.shown = key
    const before = this.dialog?.contains(document.activeElement) ? document.activeElement.dataset?.name : null
    const caret = document.activeElement?.selectionStart ?? null // of a field that has one
    const same = this.dialog?.dataset.view === top?.ID
    const scrolled = same ? this.dialog?.querySelector('.modal-body').scrollTop : 0
    this.dialog?.close()
    only(this.root)
    this.dialog = null
    if (!top) {
      // Where one was before: once the page is no longer behind a window, and takes keys again.
      const back = this.opener
      document.activeElement?.blur()
      requestAnimationFrame(() => requestAnimationFrame(() => { if (document.activeElement === document.body) back?.focus() }))
      return
    }
    if (!this.opener) this.opener = document.activeElement
    this.root.append(this.dialog = this.window(top, state))
    this.dialog.showModal()
    this.dialog.querySelector('.modal-body').scrollTop = scrolled
    const again = same && before ? this.dialog.querySelector(`[data-name="${CSS.escape(before)}"]`) : null
    const usable = ':is(input, textarea, select, button):not([tabindex="-1"])'
    const wanted = this.dialog.querySelector('[data-focus]')
    ;(this.dialog.querySelector(`.wrong ${usable}`) ?? again ?? (wanted?.matches(usable) ? wanted : wanted?.querySelector(usable))
      ?? this.dialog.querySelector(`.field ${usable}`))?.focus()
    this.dialog.querySelector('.field.wrong')?.scrollIntoView({ block: 'nearest' }) // with what is said below it
    if (again && again === document.activeElement && caret !== null) again.setSelectionRange(caret, caret)
  }

  context(view, state) {
    return {
      state, errors: view.Errors ?? {}, stateOf: (block, action) => view.State?.[block]?.[action],
      upload: this.act.upload, confirm: this.act.confirm, ...this.typed.at(view.ID, { view: view.ID }),
    }
  }

  window(view, state) {
    const title = newId()
    const ctx = this.context(view, state)
    const busy = el('span', { class: 'busy', role: 'status' })
    const submit = view.Submit ? el('button', { type: 'submit', class: 'button primary' }, view.Submit) : null
    const form = el('form', {
      novalidate: true,
      submit: async (ev) => {
        ev.preventDefault()
        submit?.setAttribute('disabled', '')
        busy.textContent = 'Enviando…'
        const result = await this.act.submit({ view: view.ID, values: ctx.values() })
        busy.textContent = result.error ?? ''
        submit?.removeAttribute('disabled')
        if (result.errors) this.shown = '' // the same ones again are said again
      },
    },
    el('header', {}, el('h2', { id: title }, view.Title),
      el('button', { type: 'button', class: 'plain', 'aria-label': 'Cerrar', click: () => this.act.close({}) }, '✕')),
    el('div', { class: 'modal-body' }, blocks(view.Blocks ?? [], ctx)),
    el('footer', {}, busy, el('button', { type: 'button', class: 'button', click: () => this.act.close({ view: view.ID }) }, view.Close || 'Cancelar'), submit))
    return el('dialog', {
      class: 'modal', 'aria-labelledby': title, 'data-view': view.ID,
      keydown: (ev) => { // before the browser closes it by itself: the app is told, and closes it
        if (ev.key !== 'Escape') return
        ev.preventDefault()
        this.act.close({ view: view.ID })
      },
      cancel: (ev) => { ev.preventDefault(); this.act.close({ view: view.ID }) },
    }, form)
  }

  // forget drops what was typed into views that are gone, and who opened the first.
  forget(views) {
    this.typed.forget((id) => !views.some((v) => v.ID === id))
    if (!views.length) this.opener = null
  }
}
