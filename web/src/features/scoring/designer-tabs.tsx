import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Scorecard } from './api'
import { ChangesPanel } from './changes-panel'
import styles from './designer.module.css'
import type { Draft, Preview } from './draft-api'
import { useFeatures } from './feature-api'
import { FramePanel } from './frame-panel'
import { ProfilesPanel } from './profiles-panel'
import type { DraftEditor } from './use-draft-editor'
import { WeightsPanel } from './weights-panel'
import { WhatIfPanel } from './what-if-panel'

interface DesignerTabsProps {
  draft: Draft
  /** The version that is being changed. */
  base: Scorecard
  editor: DraftEditor
  preview: Preview | undefined
  readOnly: boolean
}

/** Everything of a scorecard that can be edited, its differences, and one customer under it. */
export function DesignerTabs({ draft, base, editor, preview, readOnly }: DesignerTabsProps) {
  const { t } = useTranslation('scoring')
  const features = useFeatures().data?.items ?? []
  const units = new Map(
    [...base.features, ...features].map(({ code, unit }): [string, string] => [code, unit]),
  )
  return (
    <Tabs
      className={styles.left ?? ''}
      items={[
        {
          key: 'weights',
          label: t('designer.weights'),
          children: (
            <WeightsPanel
              editor={editor}
              base={base.content}
              units={units}
              spread={preview?.spread ?? []}
              readOnly={readOnly}
            />
          ),
        },
        {
          key: 'frame',
          label: t('designer.frame'),
          children: <FramePanel editor={editor} readOnly={readOnly} />,
        },
        {
          key: 'profiles',
          label: t('designer.profiles', { count: editor.content.profiles?.length ?? 0 }),
          children: (
            <ProfilesPanel editor={editor} readOnly={readOnly} counts={preview?.after.profiles ?? []} />
          ),
        },
        {
          key: 'changes',
          label: t('designer.changes', { count: draft.changes.length }),
          children: (
            <>
              <ChangesPanel changes={draft.changes} dirty={editor.dirty} />
              <Link to={`/scorecards/compare?left=${draft.baseVersion}&right=${draft.id}`}>
                {t('compare.open')}
              </Link>
            </>
          ),
        },
        {
          key: 'what-if',
          label: t('designer.whatIf'),
          children: <WhatIfPanel content={editor.content} />,
        },
      ]}
    />
  )
}
