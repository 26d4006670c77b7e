import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { StatusTag } from '../../ui/status-tag'
import styles from './designer.module.css'
import type { SimulatedVisit, Simulation } from './flow-types'
import { kindIcons } from './kind-icons'
import type { NodeKind } from './canvas-types'

function Visit({ visit }: { visit: SimulatedVisit }) {
  const { t } = useTranslation('approvals')
  return (
    <span className={styles.outlineWords}>
      {visit.stages.map((people, stage) => (
        <span key={stage} className={styles.outlineLine}>
          {visit.stages.length > 1 && `${t('simulation.stage', { count: stage + 1 })} `}
          {people.length === 0
            ? t('simulation.nobody')
            : people
                .map(({ displayName, onBehalfOf }) =>
                  onBehalfOf === null
                    ? displayName
                    : t('simulation.deputy', { name: displayName, absent: onBehalfOf }),
                )
                .join(t('separator'))}
        </span>
      ))}
      {visit.fallback && <span className={styles.outlineFault}>{t('simulation.fallback')}</span>}
      {visit.dueAt !== null && (
        <span className={styles.outlineLine}>
          {t('simulation.due')} <Instant value={visit.dueAt} />
        </span>
      )}
    </span>
  )
}

/** The way of the sample through the flow, node by node. */
export function SimulationResult({ result }: { result: Simulation }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [result])
  return (
    <section ref={place} aria-label={t('simulation.result')} aria-live="polite">
      {result.outcome === null ? (
        <StatusTag tone="danger">{t('simulation.stuck')}</StatusTag>
      ) : (
        <StatusTag tone={result.outcome === 'approved' ? 'good' : 'danger'}>
          {t(`outcome.${result.outcome}`)}
        </StatusTag>
      )}
      <ol className={styles.visits}>
        {result.visited.map((visit, index) => (
          <li key={`${visit.nodeId}${index}`}>
            <span aria-hidden>{kindIcons[visit.kind as NodeKind]}</span>
            <span className={styles.outlineWords}>
              <span className={styles.outlineName}>{textOf(visit.name)}</span>
              <Visit visit={visit} />
            </span>
          </li>
        ))}
      </ol>
      {result.faults.length > 0 && <p className={styles.formFault}>{t('simulation.faulty')}</p>}
    </section>
  )
}
