// Fields for dates and times: what a clock in a zone of the world shows, and what it means.
import { days, months } from './dates.js'

// wall is how a clock in a zone stands at a moment, as «2026-11-03T15:00».
export function wall(unix, zone) {
  const numbers = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  })
  const p = Object.fromEntries(numbers.formatToParts(new Date(unix * 1000)).map((x) => [x.type, x.value]))
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`
}

// moment is when a clock in a zone stands so: seconds since 1970, as Slack wants them. In an hour
// that is skipped or comes twice it is one of those that the clock may mean.
export function moment(text, zone) {
  const asked = Date.parse(text + 'Z') / 1000
  const off = (at) => Date.parse(wall(at, zone) + 'Z') / 1000 - at
  return String(asked - off(asked - off(asked)))
}

// inWords writes a date, a time or both of a field: «lunes 14 de diciembre de 2026, 16:30 horas».
export function inWords(text) {
  const [day, hour] = text.includes('T') ? text.split('T') : /^\d+:/.test(text) ? ['', text] : [text, '']
  const d = day ? new Date(day + 'T00:00Z') : null
  const date = d && !Number.isNaN(d.getTime()) ? `${days[d.getUTCDay()]} ${d.getUTCDate()} de ${months[d.getUTCMonth()]} de ${d.getUTCFullYear()}` : ''
  return [date, hour && `${hour.slice(0, 5)} horas`].filter(Boolean).join(', ')
}
