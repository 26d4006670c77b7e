import styles from './report.module.css'
import type { Drawing } from './report-types'

type Shape = Drawing['shapes'][number]

function ShapeOf({ shape }: { shape: Shape }) {
  const ink = styles[shape.ink]
  switch (shape.kind) {
    case 'path':
      return (
        <polyline
          className={ink}
          points={shape.points.map((point) => point.join(',')).join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth={shape.width}
          {...(shape.dashed ? { strokeDasharray: '3 2' } : {})}
        />
      )
    case 'box':
      return (
        <rect
          className={ink}
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          fill="currentColor"
          fillOpacity={shape.faint ? 0.22 : 1}
        />
      )
    case 'dot':
      return <circle className={ink} cx={shape.x} cy={shape.y} r={shape.radius} fill="currentColor" />
    case 'text':
      return (
        <text
          className={ink}
          x={shape.x}
          y={shape.y}
          fontSize={shape.size}
          textAnchor={shape.anchor}
          fill="currentColor"
        >
          {shape.text}
        </text>
      )
  }
}

/** A chart as the server laid it out, in the colours of the theme. */
export function ReportDrawing({ drawing }: { drawing: Drawing }) {
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      role="img"
      aria-label={drawing.label}
    >
      {drawing.shapes.map((shape, index) => (
        <ShapeOf key={index} shape={shape} />
      ))}
    </svg>
  )
}
