import { DeleteOutlined, PlusOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { cx } from '../../ui/cx'
import styles from './designer.module.css'
import { exitsOf, inReadingOrder, kindOf, palette, type PaletteEntry } from './flow-edit'
import type { Flow, FlowNode } from './flow-types'
import { kindIcons } from './kind-icons'
import type { FlowWords } from './use-flow-words'

interface OutlineProps {
  flow: Flow
  words: FlowWords
  faults: ReadonlyMap<string, readonly string[]>
  selected: string | undefined
  hasActions: boolean
  onSelect: (id: string) => void
  onInsert: (after: string, entry: PaletteEntry, branch?: string) => void
  onRemove: (id: string) => void
}

function InsertButton({
  node,
  hasActions,
  onInsert,
}: Pick<OutlineProps, 'hasActions' | 'onInsert'> & { node: FlowNode }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const entries = palette.filter((entry) => entry !== 'action' || hasActions)
  const items = (branch?: string) =>
    entries.map((entry) => ({
      key: `${branch ?? ''}:${entry}`,
      icon: kindIcons[kindOf(entry)],
      label: t(`part.${entry}.name`),
      onClick: () => onInsert(node.id, entry, branch),
    }))
  const menu =
    node.kind === 'condition'
      ? node.branches.map(({ id, name }) => ({ key: id, label: textOf(name), children: items(id) }))
      : items()
  return (
    <Dropdown menu={{ items: menu }} trigger={['click']}>
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined />}
        title={t('designer.insertAfter')}
        aria-label={t('designer.insertAfterNode', { name: textOf(node.name) })}
      />
    </Dropdown>
  )
}

/** The flow as a list: everything the canvas can do, for the keyboard, screen readers and phones. */
export function Outline(props: OutlineProps) {
  const { flow, words, faults, selected, hasActions, onSelect, onInsert, onRemove } = props
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <section className={styles.outline} aria-label={t('designer.outline')}>
      <h2 className={styles.sideTitle}>{t('designer.outline')}</h2>
      <ol>
        {inReadingOrder(flow).map(({ node, depth, connected }) => {
          const found = faults.get(node.id) ?? []
          return (
            <li key={node.id} className={styles.outlineRow} data-depth={Math.min(depth, 4)}>
              <button
                type="button"
                className={cx(styles.outlineEntry)}
                aria-current={node.id === selected || undefined}
                onClick={() => onSelect(node.id)}
              >
                <span aria-hidden>{kindIcons[node.kind]}</span>
                <span className={styles.outlineWords}>
                  <span className={styles.outlineName}>{textOf(node.name)}</span>
                  <span className={styles.outlineLine}>
                    {[words.kindName(node), ...words.lines(node).slice(0, 1)].join(' · ')}
                  </span>
                  {!connected && <span className={styles.outlineFault}>{t('designer.unconnected')}</span>}
                  {found.map((fault) => (
                    <span key={fault} className={styles.outlineFault}>
                      <WarningOutlined aria-hidden /> {fault}
                    </span>
                  ))}
                </span>
              </button>
              <span className={styles.outlineTools}>
                {exitsOf(node).length > 0 && (
                  <InsertButton node={node} hasActions={hasActions} onInsert={onInsert} />
                )}
                {node.kind !== 'start' && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    title={t('designer.remove')}
                    aria-label={t('designer.removeNode', { name: textOf(node.name) })}
                    onClick={() => onRemove(node.id)}
                  />
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
