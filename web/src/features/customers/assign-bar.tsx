import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useOwnerOptions } from '../../session/people'
import { useUser } from '../../session/session'
import type { ListState } from '../../ui/data-list/list-state'
import { useProblemText } from '../../ui/problem-text'
import { assignFiltered, assignSelected, undoAssigned, type Assigned, type AssignedRole } from './assign-api'

/** Stands for nobody in particular; no username has a space. */
const nobody = ' nobody'
const undoSeconds = 15

interface AssignBarProps {
  selected: readonly string[]
  /** What the list shows, for acting on all of it. */
  state: ListState
  onDone: () => void
}

/**
 * Gives the ticked customers, or all that the filter finds, to a collector or to a salesperson: all or none, and back
 * with one click.
 */
export function AssignBar({ selected, state, onDone }: AssignBarProps) {
  const { t } = useTranslation('customers')
  const { can } = useUser()
  const [all, setAll] = useState(false)
  const give = (role: AssignedRole, to: string | null) =>
    all ? assignFiltered(role, state, to) : assignSelected(role, selected, to)
  return (
    <Flex gap="small" align="center" wrap>
      {can('collections:write') && <AssignSelect role="collector" {...{ give, onDone }} />}
      {can('customers:write') && <AssignSelect role="owner" {...{ give, onDone }} />}
      <Button size="small" type="link" onClick={() => setAll(!all)}>
        {t(all ? 'assign.onlySelected' : 'assign.allFiltered')}
      </Button>
      {all && <strong>{t('assign.allChosen')}</strong>}
    </Flex>
  )
}

interface AssignSelectProps {
  role: AssignedRole
  give: (role: AssignedRole, to: string | null) => Promise<Assigned>
  onDone: () => void
}

function AssignSelect({ role, give, onDone }: AssignSelectProps) {
  const { t } = useTranslation('customers')
  const people = useOwnerOptions()
  const { assign, pending } = useAssign(role, onDone)
  return (
    <Select
      size="small"
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 180 }}
      value={null}
      loading={pending}
      disabled={pending}
      placeholder={t(`assign.${role}.to`)}
      aria-label={t(`assign.${role}.to`)}
      options={[{ value: nobody, label: t(`assign.${role}.nobody`) }, ...people]}
      onChange={(value: string | null) => {
        if (value !== null) assign(() => give(role, value === nobody ? null : value))
      }}
    />
  )
}

function useAssign(role: AssignedRole, onDone: () => void) {
  const { t } = useTranslation('customers')
  const { message, notification } = App.useApp()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const changed = () => {
    for (const queryKey of [['customer'], ['list', 'customers'], ['worklist'], ['list', 'worklist']])
      void queries.invalidateQueries({ queryKey })
  }
  const failed = (error: unknown) => {
    const { title, hint } = problemText(error)
    void message.error(`${title} ${hint}`)
  }
  const undo = useMutation({
    mutationFn: (assigned: Assigned) => undoAssigned(role, assigned),
    onSuccess: () => void message.success(t(`assign.${role}.undone`)),
    onError: failed,
    onSettled: changed,
  })
  const act = useMutation({
    mutationFn: (work: () => Promise<Assigned>) => work(),
    onSuccess: (assigned) => {
      onDone()
      const key = `${role}-assigned`
      notification.success({
        ...{ key, title: t('assign.done', { count: assigned.changed }), duration: undoSeconds },
        ...(assigned.changed === 0
          ? {}
          : {
              actions: (
                <Button
                  size="small"
                  onClick={() => {
                    notification.destroy(key)
                    undo.mutate(assigned)
                  }}
                >
                  {t('assign.undo')}
                </Button>
              ),
            }),
      })
    },
    onError: failed,
    onSettled: changed,
  })
  return { assign: act.mutate, pending: act.isPending || undo.isPending }
}
