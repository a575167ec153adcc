// Who one is and what is open, as the address says it: #U0INES/C0CVD, #U0UTSI/DM, #U0UTSI/home,
// with a thread after it. A reload, a link and the browser's own «back» keep it.

// here is what the address says.
export function here() {
  const [me = '', place = '', thread = ''] = location.hash.slice(1).split('/').map(decodeURIComponent)
  return { me, place, thread }
}

const spell = ({ me, place, thread }) => '#' + [me, place, thread].filter(Boolean).map(encodeURIComponent).join('/')

// go changes the address; whoever listens to it changes the page.
export function go(to) {
  location.hash = spell({ ...here(), thread: '', ...to })
}

// settle writes what the page turned out to show, without a step to go back to.
export function settle(to) {
  if (location.hash !== spell(to)) history.replaceState(null, '', spell(to))
}
