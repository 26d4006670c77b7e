import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { usePersonName } from '../../session/people'
import { ConfirmAction } from '../../ui/confirm-action'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { undoAutomatic, useLimitsChanged, type Proposal } from './api'

/** That the policy made this change by itself, and taking it back within a day. */
export function AutomaticNote({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('limits')
  const nameOf = usePersonName()
  const changed = useLimitsChanged()
  const undo = useMutation({ mutationFn: () => undoAutomatic(proposal.id), onSettled: changed })
  if (!proposal.automatic) return null
  return (
    <Panel>
      <p>{t('automatic.made', { version: proposal.policyVersion })}</p>
      {proposal.undone !== null && (
        <p>
          {t('automatic.undone', { name: nameOf(proposal.undone.by) })} <Instant value={proposal.undone.at} />
        </p>
      )}
      {proposal.allowed.includes('undo') && (
        <ConfirmAction
          danger
          label={t('automatic.undo')}
          question={t('automatic.undoQuestion')}
          consequence={t('automatic.undoHint')}
          onConfirm={() => undo.mutate()}
        />
      )}
      <ProblemAlert error={undo.error} />
    </Panel>
  )
}
