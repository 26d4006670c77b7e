import { useQuery } from '@tanstack/react-query'
import { App, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useProblemText } from '../../ui/problem-text'
import { useCollected } from './api'

/** Stands for whoever owns each customer; no username has a space. */
const owner = ' owner'

/** Gives the ticked customers to a collector, all or none. */
export function AssignBar({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('worklist')
  const { message } = App.useApp()
  const problemText = useProblemText()
  const collected = useCollected()
  const people = useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => request<Answer<'/api/v1/directory'>>('GET', '/api/v1/directory', { signal }),
    staleTime: 300_000,
  })
  const assign = useMutation({
    mutationFn: (username: string | null) =>
      request<{ changed: number }>('POST', '/api/v1/collectors', {
        body: { customerCodes: codes, username },
      }),
    onSuccess: ({ changed }) => {
      collected()
      onDone()
      void message.success(t('assign.done', { count: changed }))
    },
    onError: (error) => {
      const { title, hint } = problemText(error)
      void message.error(`${title} ${hint}`)
    },
  })
  return (
    <Select
      size="small"
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 180 }}
      value={null}
      loading={assign.isPending}
      placeholder={t('assign.to')}
      aria-label={t('assign.to')}
      options={[
        { value: owner, label: t('assign.owner') },
        ...(people.data?.people ?? []).map(({ username, displayName }) => ({
          ...{ value: username, label: `${displayName} ${username}` },
        })),
      ]}
      onChange={(value: string | null) => {
        if (value !== null) assign.mutate(value === owner ? null : value)
      }}
    />
  )
}
