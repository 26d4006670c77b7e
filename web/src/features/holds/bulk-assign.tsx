import { App, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useProblemText } from '../../ui/problem-text'
import { useHoldsChanged } from './api'
import { actOnHold, assignHold, useColleagues } from './work-api'

/** Claims or assigns several holds, one after the other, and says how each ended. */
export function BulkAssign({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('holds')
  const { modal } = App.useApp()
  const problemText = useProblemText()
  const changed = useHoldsChanged()
  const colleagues = useColleagues()
  const run = useMutation({
    mutationFn: async (username: string | null) => {
      const refused: string[] = []
      for (const id of ids) {
        try {
          await (username === null ? actOnHold(id, 'claim') : assignHold(id, username))
        } catch (error) {
          refused.push(problemText(error).hint)
        }
      }
      return { refused, count: ids.length - refused.length, username }
    },
    onSuccess: ({ refused, count, username }) => {
      onDone()
      modal.info({
        title: t('bulk.result'),
        content: (
          <>
            <p>{username === null ? t('bulk.claimed', { count }) : t('bulk.assigned', { count })}</p>
            {refused.length > 0 && <p>{t('bulk.refused', { count: refused.length })}</p>}
            {[...new Set(refused)].map((hint) => (
              <p key={hint} className="xh-quiet">
                {hint}
              </p>
            ))}
          </>
        ),
      })
    },
    onSettled: changed,
  })
  return (
    <>
      <Button size="small" loading={run.isPending} onClick={() => run.mutate(null)}>
        {t('bulk.claim')}
      </Button>
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 130 }}
        value={null}
        placeholder={t('work.assign')}
        aria-label={t('work.assign')}
        options={colleagues.data ?? []}
        onChange={(username: string | null) => username !== null && run.mutate(username)}
      />
    </>
  )
}
