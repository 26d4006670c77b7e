import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { ConfirmAction } from '../confirm-action'
import { Instant } from '../day'
import { ProblemAlert } from '../error-state'
import { PageHeader } from '../page-header'
import { UndoRedo } from '../undo-redo'
import { useEditingKeys } from '../use-editing-keys'
import type { SharedDraft } from './shared-draft-api'
import type { DraftDesigner } from './use-draft-designer'

interface DraftHeaderProps<Content> {
  title: string
  draft: SharedDraft<Content> | null
  /** The version in force. */
  version: number
  designer: DraftDesigner<Content>
  /** Further actions, after saving. */
  actions?: ReactNode
}

/** The head of a designer: whose draft it is, undo and redo, dropping and saving, and what went wrong. */
export function DraftHeader<Content>(props: DraftHeaderProps<Content>) {
  const { title, draft, version, designer, actions } = props
  const { t } = useTranslation()
  const nameOf = usePersonName()
  const { edited, keep, discard, saving, error } = designer
  useEditingKeys({ undo: edited.undo, redo: edited.redo, save: edited.dirty && !saving ? keep : undefined })
  return (
    <>
      <PageHeader
        title={title}
        detail={
          draft === null ? (
            t('sharedDraft.none', { version })
          ) : (
            <>
              {t('sharedDraft.saved', { by: nameOf(draft.savedBy) })} <Instant value={draft.savedAt} />
            </>
          )
        }
        actions={
          <>
            <UndoRedo undo={edited.undo} redo={edited.redo} />
            {draft !== null && (
              <ConfirmAction
                label={t('sharedDraft.drop')}
                question={t('sharedDraft.dropQuestion')}
                consequence={t('sharedDraft.dropHint')}
                danger
                onConfirm={discard}
              />
            )}
            <Button disabled={!edited.dirty} loading={saving} onClick={keep}>
              {t('sharedDraft.save')}
            </Button>
            {actions}
          </>
        }
      />
      {designer.outdated && <Alert type="warning" showIcon title={t('sharedDraft.outdated')} />}
      <ProblemAlert error={error} />
    </>
  )
}
