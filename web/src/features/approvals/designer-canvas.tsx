import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { CanvasLink, NodeMark } from './canvas-types'
import { FlowCanvas } from './flow-canvas'
import { compareFlows, mergeForComparison } from './flow-diff'
import { isPaletteEntry } from './flow-edit'
import type { Flow, Simulation } from './flow-types'
import { toCanvas, type CanvasMarks } from './to-canvas'
import type { FlowWords } from './use-flow-words'
import type { Designer } from './use-designer'

type LinkMark = NonNullable<CanvasLink['mark']>

/** Marks the way of a sample: nodes it went through, links between them, and what it left aside. */
function simulationMarks(flow: Flow, result: Simulation): CanvasMarks {
  const visited = new Map(result.visited.map((visit) => [visit.nodeId, visit]))
  const nodes = new Map<string, NodeMark>(
    flow.nodes.map(({ id }) => [id, visited.has(id) ? 'passed' : 'skipped']),
  )
  const links = new Map<string, LinkMark>(
    flow.edges.map(({ id, from, to, branch }) => {
      const visit = visited.get(from)
      const taken =
        visit !== undefined && visited.has(to) && (branch === undefined || visit.branch === branch)
      return [id, taken ? 'passed' : 'skipped']
    }),
  )
  return { nodes, links }
}

function comparison(before: Flow, after: Flow): { flow: Flow; marks: CanvasMarks } {
  const diff = compareFlows(before, after)
  const flow = mergeForComparison(before, after, diff)
  const links = new Map<string, LinkMark>([
    ...[...diff.addedLinks].map((id) => [id, 'added'] as const),
    ...[...diff.removedLinks].map((id) => [`was:${id}`, 'removed'] as const),
  ])
  return { flow, marks: { nodes: diff.nodes, links } }
}

interface DesignerCanvasProps {
  designer: Designer
  words: FlowWords
  faults: ReadonlyMap<string, readonly string[]>
  readOnly: boolean
  /** Shown instead of what is drawn: a published version. */
  other: Flow | undefined
  /** Compared with what is drawn. */
  compareWith: Flow | undefined
  simulation: Simulation | undefined
}

/** The canvas of the designer: what is drawn, or a version, a comparison, the way of a sample. */
export function DesignerCanvas(props: DesignerCanvasProps) {
  const { designer, words, faults, readOnly, other, compareWith, simulation } = props
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const view = useMemo((): { flow: Flow; marks: CanvasMarks } => {
    if (other !== undefined) return { flow: other, marks: {} }
    if (compareWith !== undefined) return comparison(compareWith, designer.flow)
    if (simulation !== undefined)
      return { flow: designer.flow, marks: { faults, ...simulationMarks(designer.flow, simulation) } }
    return { flow: designer.flow, marks: { faults } }
  }, [other, compareWith, designer.flow, simulation, faults])
  const canvas = toCanvas(view.flow, words, textOf, view.marks)
  const frozen = readOnly || other !== undefined || compareWith !== undefined
  return (
    <FlowCanvas
      label={t('canvas.label')}
      nodes={canvas.nodes}
      links={canvas.links}
      selected={designer.selected?.id}
      onSelect={designer.select}
      fitKey={`${designer.layoutKey}:${other === undefined}:${compareWith === undefined}`}
      {...(frozen
        ? {}
        : {
            editing: {
              onMove: designer.move,
              onConnect: designer.connect,
              onRemove: designer.remove,
              onAdd: (entry, place) => {
                if (isPaletteEntry(entry)) designer.add(entry, place)
              },
            },
          })}
    />
  )
}
