// Days and hours as the page says them. The names are ours: a browser has only those of the
// languages that it was installed with, and what it makes of es-MX changes with its version.

export const days = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado']
export const months = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']

// zoneOf is the time zone of the person one is, as Slack does; of whom it has none, that of the clock.
export const zoneOf = (state) => state.users[state.me]?.zone || state.zone

const formats = new Map()
// numbers writes a moment in numbers alone, for which every browser has English. Without a zone
// it is the browser's own.
function numbers(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat('en-US', {
      timeZone: zone || undefined, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    }))
  }
  return formats.get(zone)
}

function parts(at, zone) {
  const p = Object.fromEntries(numbers(zone).formatToParts(new Date(at)).map((x) => [x.type, x.value]))
  return { ...p, weekday: days[new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay()], name: months[p.month - 1] }
}

// spell is a moment in full: «martes 3 de noviembre, 09:01».
export function spell(at, zone) {
  const p = parts(at, zone)
  return `${p.weekday} ${p.day} de ${p.name}, ${p.hour}:${p.minute}`
}

// brief is the same beside a message: «mar 3 nov, 09:01».
export function brief(at, zone) {
  const p = parts(at, zone)
  return `${p.weekday.slice(0, 3)} ${p.day} ${p.name.slice(0, 3)}, ${p.hour}:${p.minute}`
}

// day is a date alone: «3 de noviembre de 2026».
export function day(at, zone) {
  const p = parts(at, zone)
  return `${p.day} de ${p.name} de ${p.year}`
}

// weekday is a date with its day, between messages: «martes 3 de noviembre de 2026».
export const weekday = (at, zone) => `${parts(at, zone).weekday} ${day(at, zone)}`

// hour is a moment of a day: «09:01».
export const hour = (at, zone) => `${parts(at, zone).hour}:${parts(at, zone).minute}`

// second is the time of the machine that the page runs on: «09:01:07».
export function second(at) {
  const p = parts(at)
  return `${p.hour}:${p.minute}:${p.second}`
}
