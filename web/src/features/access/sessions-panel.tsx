import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { StatusTag } from '../../ui/status-tag'
import { AccessTable } from './access-table'
import { Device } from './device'
import { send, useAccessChanged, useAccessData, type Security } from './api'

type OwnSession = Security['sessions'][number]

/** Where one is signed in; any other place can be signed out from here. */
export function SessionsPanel() {
  const { t } = useTranslation('access')
  const changed = useAccessChanged()
  const security = useAccessData<Security>('/api/v1/session/security')
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `session/sessions/${id}`),
    onSettled: changed,
  })
  return (
    <>
      <ProblemAlert error={end.error} />
      <AccessTable<Security, OwnSession>
        title={t('profile.sessions')}
        result={security}
        rowsOf={(data) => data.sessions}
        rowKey={(row) => row.id}
        empty={{ title: t('none') }}
        columns={[
          {
            key: 'device',
            title: t('profile.device'),
            render: (_, row) => <Device userAgent={row.userAgent} />,
          },
          { key: 'address', title: t('signIn.address'), dataIndex: 'address' },
          { key: 'since', title: t('profile.since'), render: (_, row) => <Instant value={row.createdAt} /> },
          { key: 'seen', title: t('profile.seen'), render: (_, row) => <Instant value={row.seenAt} /> },
          {
            key: 'action',
            title: t('action'),
            render: (_, row) =>
              row.current ? (
                <StatusTag tone="good">{t('profile.current')}</StatusTag>
              ) : (
                <ConfirmAction
                  label={t('profile.end')}
                  question={t('profile.endQuestion')}
                  consequence={t('profile.endHint')}
                  button={{ size: 'small', type: 'link' }}
                  onConfirm={() => end.mutateAsync(row.id)}
                />
              ),
          },
        ]}
      />
    </>
  )
}
