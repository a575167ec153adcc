// What was typed and not sent yet, in each place and as each person; a reload keeps it too.

const name = 'practica: borradores'

function all() {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? {}
  } catch {
    return {} // a browser that keeps nothing
  }
}

// draft is what was typed in a place.
export const draft = (key) => all()[key] ?? ''

// keep remembers it.
export function keep(key, text) {
  const { [key]: _, ...rest } = all()
  try {
    sessionStorage.setItem(name, JSON.stringify(text ? { ...rest, [key]: text } : rest))
  } catch { /* it is kept for as long as the page is */ }
}
