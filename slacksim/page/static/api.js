// What the page asks of the practice Slack, and how it hears that something happened.

const token = document.querySelector('meta[name=practica]').content
const gone = 'La práctica ya no está en marcha. Para volver a empezar, en la terminal: make demo. Lo que escribió sigue aquí.'

// answer reads what came back; one that is not for this page says that the practice is another one.
async function answer(path, request = {}) {
  try {
    const response = await fetch(path, { ...request, headers: { 'X-Practica': token, ...request.headers } })
    const body = await response.json().catch(() => ({ error: 'La práctica no respondió. Vuelva a intentarlo.' }))
    if (!response.ok && !body.error) body.error = `La práctica no pudo con eso (${response.status}). Vuelva a cargar la página.`
    return { ...body, stale: response.status === 403 }
  } catch {
    return { error: gone, gone: true }
  }
}

// get asks for something to read.
export const get = (path) => answer(path)

// post does something.
export const post = (name, body) => answer('/api/' + name, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

// upload sends one file, and gives it as the workspace knows it.
export const upload = (me, file) => answer('/api/upload?' + new URLSearchParams({ me, name: file.name }), { method: 'POST', body: file })

// watch calls back when the workspace changed, when something went over the wire, and when
// the connection to the practice comes and goes.
export function watch(hear) {
  const source = new EventSource('/api/events')
  source.addEventListener('change', hear.change)
  source.addEventListener('exchange', hear.exchange)
  source.addEventListener('journey', (ev) => hear.journey(JSON.parse(ev.data)))
  source.addEventListener('hello', () => hear.connected(true))
  source.onerror = () => {
    hear.connected(false)
    if (source.readyState !== EventSource.CLOSED) return // it tries again by itself
    setTimeout(watch, 3000, hear)
  }
}
