import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { StatusTag, type Tone } from '../../ui/status-tag'
import styles from './designer.module.css'
import { compareFlows, isEmptyDiff, type NodeChange } from './flow-diff'
import type { Flow } from './flow-types'

const tones: Readonly<Record<NodeChange, Tone>> = { added: 'good', removed: 'danger', changed: 'warn' }

/** What differs between two versions, in words. */
export function ChangeList({ before, after }: { before: Flow; after: Flow }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const diff = useMemo(() => compareFlows(before, after), [before, after])
  if (isEmptyDiff(diff)) return <p className={styles.fieldHint}>{t('compare.same')}</p>
  const nameOf = (id: string) => {
    const node = [...after.nodes, ...before.nodes].find((one) => one.id === id)
    return node === undefined ? id : textOf(node.name)
  }
  const links = diff.addedLinks.size + diff.removedLinks.size
  return (
    <ul className={styles.changes}>
      {diff.frame.map((part) => (
        <li key={part}>
          <StatusTag tone="warn">{t('compare.changed')}</StatusTag> {t(`compare.frame.${part}`)}
        </li>
      ))}
      {[...diff.nodes].map(([id, change]) => (
        <li key={id}>
          <StatusTag tone={tones[change]}>{t(`compare.${change}`)}</StatusTag> {nameOf(id)}
        </li>
      ))}
      {links > 0 && (
        <li>
          <StatusTag tone="warn">{t('compare.changed')}</StatusTag> {t('compare.links', { count: links })}
        </li>
      )}
    </ul>
  )
}
