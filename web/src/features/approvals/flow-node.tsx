import { WarningOutlined } from '@ant-design/icons'
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { cx } from '../../ui/cx'
import type { CanvasNode } from './canvas-types'
import styles from './canvas.module.css'
import { kindIcons } from './kind-icons'

/** In canvas pixels; the style sheet has the same. */
export const nodeWidth = 208
export const nodeHeight = 78

export type DrawnNode = Node<CanvasNode, 'card'>

/** One node of the picture: its kind, its name, who is asked, and what is wrong with it in words. */
export function FlowNode({ data, selected, isConnectable }: NodeProps<DrawnNode>) {
  const { kind, kindName, title, lines, faults, exits, mark } = data
  return (
    <div
      className={cx(styles.node)}
      data-kind={kind}
      data-mark={mark}
      data-faulty={faults.length > 0 || undefined}
      data-selected={selected || undefined}
    >
      {kind !== 'start' && (
        <Handle
          type="target"
          position={Position.Top}
          isConnectable={isConnectable}
          className={cx(styles.handle)}
        />
      )}
      <span className={styles.nodeIcon} aria-hidden>
        {kindIcons[kind]}
      </span>
      <span className={styles.nodeWords}>
        <span className={styles.nodeKind}>{kindName}</span>
        <span className={styles.nodeTitle}>{title}</span>
        {lines.map((line) => (
          <span key={line} className={styles.nodeLine} title={line}>
            {line}
          </span>
        ))}
      </span>
      {faults.length > 0 && (
        <span className={styles.nodeFault}>
          <WarningOutlined aria-hidden /> {faults[0]}
        </span>
      )}
      {kind !== 'end' &&
        (exits.length === 0 ? [undefined] : exits).map((exit, index, all) => (
          <Handle
            key={exit?.id ?? ''}
            {...(exit === undefined ? {} : { id: exit.id, title: exit.name })}
            type="source"
            position={Position.Bottom}
            isConnectable={isConnectable}
            className={cx(styles.handle)}
            style={{ insetInlineStart: `${((index + 1) / (all.length + 1)) * 100}%` }}
          />
        ))}
    </div>
  )
}
