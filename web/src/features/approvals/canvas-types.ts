import type { Place } from './layout'

/** What a node is drawn as. */
export type NodeKind = 'start' | 'approve' | 'condition' | 'parallel' | 'join' | 'notify' | 'action' | 'end'

/** How a node stands out: in a simulation, in a comparison, or not at all. */
export type NodeMark = 'passed' | 'skipped' | 'current' | 'added' | 'removed' | 'changed'

/** A node as the canvas shows it; the canvas knows nothing else of the flow document. */
export type CanvasNode = {
  key: string
  kind: NodeKind
  /** What kind it is, in words. */
  kindName: string
  title: string
  /** At most two short lines: who is asked, how long they have. */
  lines: readonly string[]
  /** What is wrong with it, in words. */
  faults: readonly string[]
  /** The exits of a condition, each with its own handle; empty when there is one or none. */
  exits: readonly { id: string; name: string }[]
  mark?: NodeMark
  place: Place
}

export interface CanvasLink {
  id: string
  from: string
  to: string
  /** The exit of a condition that it leaves through. */
  exit?: string
  label?: string
  mark?: 'passed' | 'skipped' | 'added' | 'removed'
}

/** What a person does on the canvas; without it the canvas only shows. */
export interface CanvasEditing {
  onMove: (moves: ReadonlyMap<string, Place>) => void
  onConnect: (from: string, to: string, exit: string | undefined) => void
  /** `entry` is what the palette put into the drag. */
  onAdd: (entry: string, place: Place) => void
  onRemove: (nodeKeys: readonly string[], linkIds: readonly string[]) => void
}

/** The name under which a dragged palette entry carries its kind. */
export const dragType = 'application/x-xinheng-node'
