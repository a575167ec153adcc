// Charts as drawings, with a table that says the same for whoever cannot see them.
import { el, svg } from './dom.js'

const width = 520

function bars(chart) {
  const categories = chart.axis_config?.categories ?? chart.series[0]?.data.map((d) => d.label) ?? []
  const totals = categories.map((c) => chart.series.reduce((n, s) => n + (s.data.find((d) => d.label === c)?.value ?? 0), 0))
  const most = Math.max(1, ...totals)
  const row = 30
  const left = 110
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${categories.length * row + 10}`, class: 'chart', 'aria-hidden': 'true' })
  categories.forEach((category, i) => {
    const label = svg('text', { x: left - 8, y: i * row + 22, 'text-anchor': 'end' })
    label.textContent = category
    drawing.append(label)
    let x = left
    chart.series.forEach((s, k) => {
      const value = s.data.find((d) => d.label === category)?.value ?? 0
      const w = (value / most) * (width - left - 40)
      if (w > 0) drawing.append(svg('rect', { x, y: i * row + 8, width: w, height: 20, class: `series-${k % 6}` }))
      x += w
    })
    const total = svg('text', { x: x + 6, y: i * row + 22 })
    total.textContent = totals[i]
    drawing.append(total)
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

function lineOrArea(chart) {
  const categories = chart.axis_config?.categories ?? chart.series[0]?.data.map((d) => d.label) ?? []
  const most = Math.max(1, ...chart.series.flatMap((s) => s.data.map((d) => d.value)))
  const drawing = svg('svg', { viewBox: `0 0 ${width} 200`, class: 'chart', 'aria-hidden': 'true' })
  chart.series.forEach((s, k) => {
    const points = s.data.map((d, i) => `${20 + (i * (width - 40)) / Math.max(1, categories.length - 1)},${180 - (d.value / most) * 160}`)
    drawing.append(svg('polyline', { points: points.join(' '), class: `line series-${k % 6}` }))
  })
  return drawing
}

function asTable(chart) {
  const series = chart.series ?? [{ name: 'Valor', data: chart.segments ?? [] }]
  const categories = chart.axis_config?.categories ?? series[0].data.map((d) => d.label)
  return el('table', { class: 'hidden' },
    el('tr', {}, el('th', { scope: 'col' }, chart.axis_config?.x_label ?? 'Categoría'), series.map((s) => el('th', { scope: 'col' }, s.name))),
    categories.map((c) => el('tr', {}, el('th', { scope: 'row' }, c),
      series.map((s) => el('td', {}, String(s.data.find((d) => d.label === c)?.value ?? 0))))))
}

// chart draws a data_visualization block.
export function chart(block) {
  const kinds = { bar: bars, column: bars, pie, line: lineOrArea, area: lineOrArea }
  const draw = kinds[block.chart.type]
  if (!draw) return null
  const names = block.chart.series?.map((s) => s.name) ?? block.chart.segments?.map((s) => s.label) ?? []
  return el('figure', {},
    el('figcaption', {}, block.title),
    draw(block.chart),
    el('p', { class: 'legend' }, names.map((name, k) => el('span', {}, el('i', { class: `swatch series-${k % 6}` }), ' ' + name + '  '))),
    asTable(block.chart))
}
