import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { PageHeader } from '../../ui/page-header'
import { BookFigureRow } from './book-figures'
import { HoldsWorklist } from './holds-worklist'
import styles from './home.module.css'
import { OverdueWorklist } from './overdue-worklist'
import { ProposalsWorklist } from './proposals-worklist'
import { ReviewsWorklist } from './reviews-worklist'
import { Tour } from './tour'

/** What this person has to do today, and how the book stands. */
export function Component() {
  const { t } = useTranslation('home')
  const user = useUser()
  return (
    <>
      <PageHeader title={t('title', { name: user.displayName })} detail={t('detail')} />
      <Tour />
      {user.can('receivables:read') && <BookFigureRow />}
      <div className={styles.columns}>
        {user.can('holds:read') && <HoldsWorklist />}
        {user.can('receivables:read') && <OverdueWorklist />}
        {user.can('limits:propose') && <ProposalsWorklist />}
        {user.can('ratings:write') && <ReviewsWorklist />}
      </div>
    </>
  )
}
