import type { Drawing, Shape } from '../../kernel/report/drawing.js'
import { colours, type Paper } from './paper.js'

/** Draws the shapes of a chart as vectors, its upper left corner at `x`, `y`. */
export function drawChart(paper: Paper, drawing: Drawing, x: number, y: number): void {
  for (const shape of drawing.shapes) drawShape(paper, shape, x, y)
}

function drawShape(paper: Paper, shape: Shape, left: number, top: number): void {
  const { document } = paper
  const colour = colours[shape.ink]
  switch (shape.kind) {
    case 'path':
      for (const [index, [x, y]] of shape.points.entries())
        if (index === 0) document.moveTo(left + x, top + y)
        else document.lineTo(left + x, top + y)
      if (shape.dashed) document.dash(3, { space: 2 })
      document.lineWidth(shape.width).strokeColor(colour).stroke()
      if (shape.dashed) document.undash()
      return
    case 'box':
      document.rect(left + shape.x, top + shape.y, shape.width, shape.height)
      document.fillColor(colour, shape.faint ? 0.22 : 1).fill()
      document.fillOpacity(1)
      return
    case 'dot':
      document
        .circle(left + shape.x, top + shape.y, shape.radius)
        .fillColor(colour)
        .fill()
      return
    case 'text':
      paper.line(shape.text, left + shape.x, top + shape.y, {
        size: shape.size,
        ink: shape.ink,
        align: shape.anchor,
      })
  }
}
