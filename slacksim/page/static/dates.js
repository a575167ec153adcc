// Days and hours as the page says them. The names are ours: a browser has only those of the
// languages that it was installed with, and what it makes of es-MX changes with its version.
const zone = 'America/Mexico_City'

export const days = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado']
export const months = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']

// Numbers alone: every browser has English.
const numbers = new Intl.DateTimeFormat('en-US', {
  timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
})

function parts(at) {
  const p = Object.fromEntries(numbers.formatToParts(new Date(at)).map((x) => [x.type, x.value]))
  return { ...p, weekday: days[new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDay()], name: months[p.month - 1] }
}

// spell is a moment in full: «martes 3 de noviembre, 09:01».
export function spell(at) {
  const p = parts(at)
  return `${p.weekday} ${p.day} de ${p.name}, ${p.hour}:${p.minute}`
}

// brief is the same beside a message: «mar 3 nov, 09:01».
export function brief(at) {
  const p = parts(at)
  return `${p.weekday.slice(0, 3)} ${p.day} ${p.name.slice(0, 3)}, ${p.hour}:${p.minute}`
}

// day is a date alone: «3 de noviembre de 2026».
export function day(at) {
  const p = parts(at)
  return `${p.day} de ${p.name} de ${p.year}`
}

// weekday is a date with its day, between messages: «martes 3 de noviembre de 2026».
export const weekday = (at) => `${parts(at).weekday} ${day(at)}`

// hour is a moment of a day: «09:01».
export const hour = (at) => `${parts(at).hour}:${parts(at).minute}`
