import { App, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { Person } from '../../ui/person'
import { useProblemText } from '../../ui/problem-text'
import { useHoldsChanged, type Hold } from './api'
import { actOnHold, assignHold, useColleagues } from './work-api'
import styles from './holds.module.css'

/** Who works on the hold; claim it, give it back, or give it to a colleague. */
export function AssignHold({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const { message } = App.useApp()
  const user = useUser()
  const changed = useHoldsChanged()
  const problemText = useProblemText()
  const colleagues = useColleagues()
  const told = {
    onError: (error: Error) => void message.error(problemText(error).hint),
    onSettled: changed,
  }
  const act = useMutation({ mutationFn: (kind: 'claim' | 'leave') => actOnHold(hold.id, kind), ...told })
  const assign = useMutation({ mutationFn: (username: string) => assignHold(hold.id, username), ...told })
  if (!hold.allowed.includes('assign')) return <Person username={hold.assignee} nobody={t('work.nobody')} />
  return (
    <span className={styles.assign}>
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 130 }}
        aria-label={t('work.assign')}
        placeholder={t('work.nobody')}
        value={hold.assignee}
        options={colleagues.data ?? []}
        loading={assign.isPending}
        onChange={(username) => assign.mutate(username)}
      />
      {hold.assignee === null && hold.allowed.includes('claim') && (
        <Button size="small" loading={act.isPending} onClick={() => act.mutate('claim')}>
          {t('work.claim')}
        </Button>
      )}
      {hold.assignee === user.username && (
        <Button size="small" loading={act.isPending} onClick={() => act.mutate('leave')}>
          {t('work.leave')}
        </Button>
      )}
    </span>
  )
}
