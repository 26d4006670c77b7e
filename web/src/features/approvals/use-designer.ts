import { useMemo, useState } from 'react'
import { isSame } from './flow-diff'
import {
  addNode,
  connect,
  freePlace,
  insertAfter,
  move,
  remove,
  replaceNode,
  tidy,
  type Beginnings,
  type PaletteEntry,
} from './flow-edit'
import type { Flow, FlowDetail, FlowNode } from './flow-types'
import { change, redo, startHistory, undo } from '../../ui/history'
import type { Place } from './layout'

export interface Designer {
  flow: Flow
  selected: FlowNode | undefined
  select: (id: string | undefined) => void
  /** Edits the frame of the flow; changes of the same name in a row are one step of undo. */
  edit: (flow: Flow, name?: string) => void
  editNode: (node: FlowNode, name?: string) => void
  add: (entry: PaletteEntry, place?: Place) => void
  insert: (after: string, entry: PaletteEntry, branch?: string) => void
  connect: (from: string, to: string, branch: string | undefined) => void
  move: (moves: ReadonlyMap<string, Place>) => void
  remove: (nodeIds: readonly string[], edgeIds: readonly string[]) => void
  tidy: () => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Something is not saved yet. */
  dirty: boolean
  /** The revision that the next save is based on. */
  revision: number
  onSaved: (detail: FlowDetail, content: Flow) => void
  /** Changes when the whole picture should be brought into view again. */
  layoutKey: number
}

/** The state of the designer: the document with undo and redo, what is selected, and what is saved. */
export function useDesigner(detail: FlowDetail, initial: Flow, beginnings: Beginnings): Designer {
  const [history, setHistory] = useState(() => startHistory(initial))
  const [selectedId, select] = useState<string>()
  const [saved, setSaved] = useState(initial)
  const [revision, setRevision] = useState(detail.draft?.revision ?? 0)
  const [layoutKey, setLayoutKey] = useState(0)
  const flow = history.present
  const dirty = useMemo(() => flow !== saved && !isSame(flow, saved), [flow, saved])
  const edit = (next: Flow, name?: string) => setHistory((before) => change(before, next, name))
  const arrange = (next: Flow) => {
    edit(next)
    setLayoutKey((key) => key + 1)
  }
  return {
    flow,
    selected: flow.nodes.find(({ id }) => id === selectedId),
    select,
    edit,
    editNode: (node, name) =>
      edit(replaceNode(flow, node), name === undefined ? undefined : `${node.id}.${name}`),
    add: (entry, place) => {
      const [next, id] = addNode(flow, entry, place ?? freePlace(flow), beginnings)
      edit(next)
      select(id)
    },
    insert: (after, entry, branch) => {
      const [next, id] = insertAfter(flow, after, entry, beginnings, branch)
      arrange(next)
      select(id)
    },
    connect: (from, to, branch) => edit(connect(flow, from, to, branch)),
    move: (moves) => edit(move(flow, moves)),
    remove: (nodeIds, edgeIds) => edit(remove(flow, nodeIds, edgeIds)),
    tidy: () => arrange(tidy(flow)),
    undo: history.past.length === 0 ? undefined : () => setHistory(undo),
    redo: history.future.length === 0 ? undefined : () => setHistory(redo),
    dirty,
    revision,
    onSaved: (after, content) => {
      setSaved(content)
      setRevision(after.draft?.revision ?? 0)
    },
    layoutKey,
  }
}
