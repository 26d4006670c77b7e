import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { dropDraft } from './flow-api'
import type { FlowDetail } from './flow-types'

/** Throws the draft away; the version in force stays as it is. */
export function DropDraft({ detail }: { detail: FlowDetail }) {
  const { t } = useTranslation('approvals')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const drop = useMutation({
    mutationFn: () => dropDraft(detail.code),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['approval-flows'], exact: true })
      void navigate('/approval-flows')
    },
  })
  return (
    <>
      <ConfirmAction
        danger
        label={t('draft.drop')}
        question={t('draft.question')}
        consequence={t('draft.consequence')}
        onConfirm={() => drop.mutateAsync()}
      />
      <ProblemAlert error={drop.error} />
    </>
  )
}
