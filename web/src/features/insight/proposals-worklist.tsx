import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { GradeTag } from '../../ui/grade-tag'
import { Money } from '../../ui/money'
import { useOpenProposals, type OpenProposal } from './api'
import styles from './home.module.css'
import { Worklist } from './worklist'

function Terms({ side }: { side: OpenProposal['current'] | OpenProposal['proposed'] }) {
  const { t } = useTranslation('home')
  if (side.mode === 'amount' && side.limit === null) return t('proposals.none')
  if (side.mode === 'amount') return <Money value={side.limit} currency="sign" />
  return t(`proposals.${side.mode}`)
}

/** Limits that wait for a decision: from what to what, and why. Nothing when none waits. */
export function ProposalsWorklist() {
  const { t } = useTranslation('home')
  const textOf = useText()
  const proposals = useOpenProposals(true)
  if (proposals.data?.items.length === 0) return null
  return (
    <Worklist
      title={t('proposals.title')}
      all="/limits"
      result={proposals}
      rowKey={(row) => row.id}
      rowHref={(row) => `/limits/${row.id}`}
      empty={{ title: t('proposals.emptyTitle'), hint: t('proposals.emptyHint') }}
      render={(row) => (
        <>
          <span className={styles.rowTitle}>
            <span className={styles.rowName}>{row.customerName}</span>
            <GradeTag grade={row.grade} />
          </span>
          <span className={styles.rowFigure}>
            → <Terms side={row.proposed} />
          </span>
          <span className={styles.rowNote}>
            {t('proposals.now')} <Terms side={row.current} /> · {textOf(row.reason)}
          </span>
        </>
      )}
    />
  )
}
