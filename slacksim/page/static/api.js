// What the page asks of the practice Slack, and how it hears that something happened.

const token = document.querySelector('meta[name=practica]').content

const gone = { error: 'La práctica ya no está en marcha. Para volver a empezar, en la terminal: make demo.' }

async function answer(response) {
  const body = await response.json().catch(() => ({ error: 'La práctica no respondió. Vuelva a intentarlo.' }))
  if (!response.ok && !body.error) body.error = `La práctica no pudo con eso (${response.status}). Vuelva a cargar la página.`
  return body
}

// get asks for something to read.
export async function get(path) {
  try {
    return await answer(await fetch(path))
  } catch {
    return gone
  }
}

// post does something.
export async function post(name, body) {
  try {
    return await answer(await fetch('/api/' + name, {
      method: 'POST', headers: { 'X-Practica': token, 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    }))
  } catch {
    return gone
  }
}

// upload sends one file, and gives it as the workspace knows it.
export async function upload(me, file) {
  const query = new URLSearchParams({ me, name: file.name })
  try {
    return await answer(await fetch('/api/upload?' + query, { method: 'POST', headers: { 'X-Practica': token }, body: file }))
  } catch {
    return gone
  }
}

// watch calls back when the workspace changed, when something went over the wire, and when
// the connection to the practice comes and goes.
export function watch({ change, exchange, connected }) {
  const source = new EventSource('/api/events')
  source.addEventListener('change', change)
  source.addEventListener('exchange', exchange)
  source.addEventListener('hello', () => { connected(true); change() })
  source.onerror = () => connected(false)
}
