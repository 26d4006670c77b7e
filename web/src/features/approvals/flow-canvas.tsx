import '@xyflow/react/dist/style.css'
import {
  Background,
  Controls,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
  type Edge,
} from '@xyflow/react'
import { useEffect, useMemo, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../theme/theme-mode'
import { dragType, type CanvasEditing, type CanvasLink, type CanvasNode } from './canvas-types'
import styles from './canvas.module.css'
import { FlowNode, nodeHeight, nodeWidth, type DrawnNode } from './flow-node'
import { useCanvasWords } from './use-canvas-words'

const nodeTypes = { card: FlowNode }
const fitOptions = { maxZoom: 1, padding: 0.12 }

interface FlowCanvasProps {
  label: string
  nodes: readonly CanvasNode[]
  links: readonly CanvasLink[]
  selected?: string | undefined
  onSelect?: (key: string | undefined) => void
  editing?: CanvasEditing
  /** The whole flow is brought into view again whenever this changes. */
  fitKey?: string | number
}

function toDrawn(nodes: readonly CanvasNode[], selected: string | undefined): DrawnNode[] {
  return nodes.map((node) => ({
    id: node.key,
    type: 'card',
    position: node.place,
    data: node,
    selected: node.key === selected,
    deletable: node.kind !== 'start',
    ariaLabel: [node.kindName, node.title, ...node.lines, ...node.faults].filter(Boolean).join(', '),
    initialWidth: nodeWidth,
    initialHeight: nodeHeight,
  }))
}

function toEdges(links: readonly CanvasLink[]): Edge[] {
  return links.map(({ id, from, to, exit, label, mark }) => ({
    id,
    source: from,
    target: to,
    ...(exit === undefined ? {} : { sourceHandle: exit }),
    type: 'smoothstep',
    markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 },
    ...(label === undefined ? {} : { label }),
    ...(mark === undefined ? {} : { className: styles[`link-${mark}`] ?? '' }),
  }))
}

function useDrop(onAdd: CanvasEditing['onAdd'] | undefined) {
  const { screenToFlowPosition } = useReactFlow()
  if (onAdd === undefined) return {}
  return {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      const entry = event.dataTransfer.getData(dragType)
      if (entry === '') return
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
      onAdd(entry, { x: Math.round(x - nodeWidth / 2), y: Math.round(y - nodeHeight / 2) })
    },
  }
}

function Canvas(props: FlowCanvasProps) {
  const { label, nodes, links, selected, onSelect, editing, fitKey } = props
  const { t } = useTranslation('approvals')
  const { mode } = useTheme()
  const words = useCanvasWords()
  const drawn = useMemo(() => toDrawn(nodes, selected), [nodes, selected])
  const edges = useMemo(() => toEdges(links), [links])
  const [shown, setShown, onNodesChange] = useNodesState(drawn)
  const [drawnLinks, setDrawnLinks, onEdgesChange] = useEdgesState(edges)
  const { fitView } = useReactFlow()
  const drop = useDrop(editing?.onAdd)
  useEffect(() => setShown(drawn), [drawn, setShown])
  useEffect(() => setDrawnLinks(edges), [edges, setDrawnLinks])
  useEffect(() => {
    const frame = requestAnimationFrame(() => void fitView(fitOptions))
    return () => cancelAnimationFrame(frame)
  }, [fitKey, fitView])
  const canEdit = editing !== undefined
  return (
    <div className={styles.canvas} role="group" aria-label={label} {...drop}>
      <ReactFlow<DrawnNode>
        nodes={shown}
        edges={drawnLinks}
        onEdgesChange={onEdgesChange}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        colorMode={mode}
        ariaLabelConfig={words}
        fitView
        fitViewOptions={fitOptions}
        minZoom={0.25}
        maxZoom={1.6}
        nodesDraggable={canEdit}
        nodesConnectable={canEdit}
        edgesFocusable={canEdit}
        deleteKeyCode={canEdit ? ['Delete', 'Backspace'] : null}
        onNodeClick={(_, node) => onSelect?.(node.id)}
        onPaneClick={() => onSelect?.(undefined)}
        onNodeDragStop={(_, __, dragged) =>
          editing?.onMove(new Map(dragged.map(({ id, position }) => [id, position])))
        }
        onConnect={({ source, target, sourceHandle }) =>
          editing?.onConnect(source, target, sourceHandle ?? undefined)
        }
        onDelete={({ nodes: gone, edges: cut }) =>
          editing?.onRemove(
            gone.map(({ id }) => id),
            cut.map(({ id }) => id),
          )
        }
      >
        <Background gap={20} />
        <Controls showInteractive={false} aria-label={t('canvas.controls')} />
      </ReactFlow>
    </div>
  )
}

/** A flow as a picture: zoom, pan, and, when editing, drag, connect, drop and delete. Its own chunk. */
export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}
