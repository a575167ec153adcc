// Charts as drawings, with a table that says the same for whoever cannot see them.
import { el, fold, svg } from './dom.js'

const width = 520

function write(x, y, words, anchor = 'start') {
  const node = svg('text', { x, y, 'text-anchor': anchor })
  node.textContent = words
  return node
}

const categoriesOf = (chart) => chart.axis_config?.categories ?? chart.series[0]?.data.map((d) => d.label) ?? []
const valueAt = (series, category) => series.data.find((d) => d.label === category)?.value ?? 0

function bars(chart) {
  const categories = categoriesOf(chart)
  const totals = categories.map((c) => chart.series.reduce((n, s) => n + valueAt(s, c), 0))
  const most = Math.max(1, ...totals)
  const row = 30
  const left = 110
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${categories.length * row + 10}`, class: 'chart', 'aria-hidden': 'true' })
  categories.forEach((category, i) => {
    drawing.append(write(left - 8, i * row + 22, category, 'end'))
    let x = left
    chart.series.forEach((s, k) => {
      const w = (valueAt(s, category) / most) * (width - left - 40)
      if (w > 0) drawing.append(svg('rect', { x, y: i * row + 8, width: w, height: 20, class: `series-${k % 6}` }))
      x += w
    })
    drawing.append(write(x + 6, i * row + 22, totals[i]))
  })
  return drawing
}

function pie(chart) {
  const data = chart.segments ?? chart.series?.[0]?.data ?? []
  const all = data.reduce((n, d) => n + d.value, 0) || 1
  const drawing = svg('svg', { viewBox: '-60 -60 120 120', class: 'chart pie', 'aria-hidden': 'true' })
  let angle = -Math.PI / 2
  data.forEach((d, k) => {
    const next = angle + (d.value / all) * 2 * Math.PI
    const big = next - angle > Math.PI ? 1 : 0
    const [x0, y0, x1, y1] = [Math.cos(angle), Math.sin(angle), Math.cos(next), Math.sin(next)].map((v) => v * 50)
    drawing.append(d.value === all ? svg('circle', { r: 50, class: `series-${k % 6}` })
      : svg('path', { d: `M0 0L${x0} ${y0}A50 50 0 ${big} 1 ${x1} ${y1}Z`, class: `series-${k % 6}` }))
    angle = next
  })
  return drawing
}

// lines are drawn from the axis up; the space under those of an area is filled.
function lines(chart) {
  const categories = categoriesOf(chart)
  const values = chart.series.flatMap((s) => s.data.map((d) => d.value))
  const [least, most] = [Math.min(0, ...values), Math.max(1, ...values)]
  const [left, right, top, floor] = [44, width - 16, 14, 180]
  const x = (i) => left + (i * (right - left)) / Math.max(1, categories.length - 1)
  const y = (v) => floor - ((v - least) / (most - least)) * (floor - top)
  const drawing = svg('svg', { viewBox: `0 0 ${width} 206`, class: 'chart', 'aria-hidden': 'true' })
  for (const v of [least, (least + most) / 2, most]) {
    drawing.append(svg('line', { x1: left, x2: right, y1: y(v), y2: y(v), class: 'grid' }), write(left - 8, y(v) + 4, Math.round(v * 10) / 10, 'end'))
  }
  const every = Math.ceil(categories.length / 6) // as many names as fit
  categories.forEach((c, i) => { if (i % every === 0) drawing.append(write(x(i), 200, c, i === 0 ? 'start' : i === categories.length - 1 ? 'end' : 'middle')) })
  chart.series.forEach((s, k) => {
    const points = categories.map((c, i) => `${x(i)},${y(valueAt(s, c))}`).join(' ')
    if (chart.type === 'area') drawing.append(svg('polygon', { points: `${left},${y(0)} ${points} ${x(categories.length - 1)},${y(0)}`, class: `area series-${k % 6}` }))
    drawing.append(svg('polyline', { points, class: `line line-${k % 6}` }))
  })
  return drawing
}

function asTable(chart) {
  const series = chart.series ?? [{ name: 'Valor', data: chart.segments ?? [] }]
  const categories = chart.axis_config?.categories ?? series[0].data.map((d) => d.label)
  return el('table', { class: 'hidden' },
    el('tr', {}, el('th', { scope: 'col' }, chart.axis_config?.x_label ?? 'Categoría'), series.map((s) => el('th', { scope: 'col' }, s.name))),
    categories.map((c) => el('tr', {}, el('th', { scope: 'row' }, c), series.map((s) => el('td', {}, String(valueAt(s, c)))))))
}

// chart draws a data_visualization block.
export function chart(block) {
  const kinds = { bar: bars, column: bars, pie, line: lines, area: lines }
  const draw = kinds[block.chart.type]
  if (!draw) return null
  const names = block.chart.series?.map((s) => s.name) ?? block.chart.segments?.map((s) => `${s.label}: ${s.value}`) ?? []
  const labels = [block.chart.axis_config?.y_label, block.chart.axis_config?.x_label].filter(Boolean)
  const titled = labels.every((l) => fold(block.title).includes(fold(l))) // then the title says it
  const axes = titled ? '' : labels.join(' por ')
  return el('figure', {},
    el('figcaption', {}, block.title, axes ? el('small', { class: 'note' }, ` ${axes.toLowerCase()}`) : null),
    draw(block.chart),
    el('p', { class: 'legend' }, names.map((name, k) => el('span', {}, el('i', { class: `swatch series-${k % 6}` }), ' ' + name + '  '))),
    asTable(block.chart))
}
