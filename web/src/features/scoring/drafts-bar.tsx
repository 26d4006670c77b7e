import { DownloadOutlined, EditOutlined, UploadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { usePersonName } from '../../session/people'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import type { Scorecard } from './api'
import styles from './designer.module.css'
import { beginDraft, dropDraft, useDrafts, type DraftHead } from './draft-api'
import { saveAsFile } from './save-as-file'

function DraftLine({ draft }: { draft: DraftHead }) {
  const { t } = useTranslation('scoring')
  const nameOf = usePersonName()
  const queries = useQueryClient()
  const user = useUser()
  const drop = useMutation({
    mutationFn: () => dropDraft(draft.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['scorecard-drafts'] }),
  })
  const waits = draft.status === 'submitted'
  return (
    <li>
      <Link to={`/scorecard/drafts/${draft.id}`}>{draft.name}</Link>
      <StatusTag tone={waits ? 'info' : draft.status === 'validated' ? 'good' : 'neutral'}>
        {t(`draft.status.${draft.status}`)}
      </StatusTag>
      <span className="xh-quiet">
        {t('draft.by', { name: nameOf(draft.updatedBy) })} · <Instant value={draft.updatedAt} />
      </span>
      {!waits && user.can('ratings:write') && (
        <Button type="text" size="small" loading={drop.isPending} onClick={() => drop.mutate()}>
          {t('draft.drop')}
        </Button>
      )}
      <ProblemAlert error={drop.error} />
    </li>
  )
}

/** Beginning a draft, from the version shown or from a file; and the drafts there are. */
export function DraftsBar({ scorecard }: { scorecard: Scorecard }) {
  const { t } = useTranslation('scoring')
  const navigate = useNavigate()
  const user = useUser()
  const drafts = useDrafts()
  const begin = useMutation({
    mutationFn: async (file: File | undefined) => {
      const name = t('draft.newName', { version: scorecard.version })
      if (file === undefined) return beginDraft({ name, version: scorecard.version })
      return beginDraft({ name: file.name.slice(0, 100), content: JSON.parse(await file.text()) as unknown })
    },
    onSuccess: (draft) => void navigate(`/scorecard/drafts/${draft.id}`),
  })
  const items = drafts.data?.items ?? []
  return (
    <Panel
      title={t('draft.drafts')}
      extra={
        <div className={styles.toolbar}>
          <Button
            icon={<DownloadOutlined />}
            onClick={() => saveAsFile(scorecard.content, `scorecard-${scorecard.version}.json`)}
          >
            {t('designer.export')}
          </Button>
          {user.can('ratings:write') && (
            <>
              <Link to="/scorecard/features">{t('feature.open')}</Link>
              <Link to={`/scorecards/compare?left=${scorecard.version}`}>{t('compare.open')}</Link>
              <Upload
                accept=".json,application/json"
                showUploadList={false}
                beforeUpload={(file) => {
                  begin.mutate(file)
                  return false
                }}
              >
                <Button icon={<UploadOutlined />}>{t('draft.import')}</Button>
              </Upload>
              <Button
                type="primary"
                icon={<EditOutlined />}
                loading={begin.isPending}
                onClick={() => begin.mutate(undefined)}
              >
                {t('draft.begin')}
              </Button>
            </>
          )}
        </div>
      }
    >
      <ProblemAlert error={begin.error} />
      {items.length === 0 ? (
        <p className={styles.hint}>{t('draft.none')}</p>
      ) : (
        <ul className={styles.drafts}>
          {items.map((draft) => (
            <DraftLine key={draft.id} draft={draft} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
