import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOwnerOptions } from '../../session/people'
import type { ListState } from '../../ui/data-list/list-state'
import { useProblemText } from '../../ui/problem-text'
import { assignFiltered, assignSelected, undoAssigned, type Assigned } from './collector-api'

/** Stands for whoever owns each customer; no username has a space. */
const owner = ' owner'
const undoSeconds = 15

interface CollectorBarProps {
  selected: readonly string[]
  /** What the list shows, for acting on all of it. */
  state: ListState
  onDone: () => void
}

/** Gives the ticked customers, or all that the filter finds, to a collector: all or none, and back with one click. */
export function CollectorBar({ selected, state, onDone }: CollectorBarProps) {
  const { t } = useTranslation('customers')
  const [all, setAll] = useState(false)
  const people = useOwnerOptions()
  const { assign, pending } = useAssign(onDone)
  return (
    <Flex gap="small" align="center" wrap>
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 180 }}
        value={null}
        loading={pending}
        disabled={pending}
        placeholder={t('collector.to')}
        aria-label={t('collector.to')}
        options={[{ value: owner, label: t('collector.owner') }, ...people]}
        onChange={(value: string | null) => {
          if (value === null) return
          const to = value === owner ? null : value
          assign(() => (all ? assignFiltered(state, to) : assignSelected(selected, to)))
        }}
      />
      <Button size="small" type="link" onClick={() => setAll(!all)}>
        {t(all ? 'collector.onlySelected' : 'collector.allFiltered')}
      </Button>
      {all && <strong>{t('collector.allChosen')}</strong>}
    </Flex>
  )
}

function useAssign(onDone: () => void) {
  const { t } = useTranslation('customers')
  const { message, notification } = App.useApp()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const changed = () => {
    for (const queryKey of [['customer'], ['worklist'], ['list', 'worklist']])
      void queries.invalidateQueries({ queryKey })
  }
  const failed = (error: unknown) => {
    const { title, hint } = problemText(error)
    void message.error(`${title} ${hint}`)
  }
  const undo = useMutation({
    mutationFn: undoAssigned,
    onSuccess: () => void message.success(t('collector.undone')),
    onError: failed,
    onSettled: changed,
  })
  const act = useMutation({
    mutationFn: (work: () => Promise<Assigned>) => work(),
    onSuccess: (assigned) => {
      onDone()
      const key = 'collector-assigned'
      notification.success({
        ...{ key, title: t('collector.done', { count: assigned.changed }), duration: undoSeconds },
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
                  {t('collector.undo')}
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
