import { FilePdfOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { usePersonName } from '../../session/people'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StatusTag } from '../../ui/status-tag'
import { reportHref, useScorecard, useScorecards, type Scorecard } from './api'
import { ScorecardTabs } from './scorecard-tabs'
import { DimensionPanel } from './dimension-panel'
import { DraftsBar } from './drafts-bar'
import { ProfileList } from './profile-list'
import styles from './scoring.module.css'

const points = (hundredths: number) => (hundredths / 100).toFixed(0)

function nameOf(content: Scorecard['content'], code: string, textOf: ReturnType<typeof useText>): string {
  const found = content.dimensions.find((dimension) => dimension.code === code)
  return found === undefined ? code : textOf(found.label)
}

function Grades({ content }: { content: Scorecard['content'] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <Panel title={t('grades.title')}>
      <ul className={styles.lines}>
        {content.grades.map(({ grade, fromHundredths, countsAs, floors = [] }) => (
          <li key={grade}>
            <GradeTag grade={grade} />
            <span>
              {t('grades.from', { points: points(fromHundredths) })}
              {countsAs !== undefined && (
                <span className={styles.note}>{t('grades.countsAs', { grade: countsAs })}</span>
              )}
              {floors.map(({ dimension, atLeast }) => (
                <span key={dimension} className={styles.note}>
                  {t('grades.floor', { name: nameOf(content, dimension, textOf), points: atLeast })}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t('grades.alert', { points: points(content.alertBelowHundredths) })}</p>
      <p className={styles.note}>{t('grades.neutral', { points: content.neutralPoints })}</p>
    </Panel>
  )
}

function Caps({ content }: { content: Scorecard['content'] }) {
  const { t } = useTranslation('scoring')
  return (
    <Panel title={t('caps.title')}>
      <ul className={styles.lines}>
        {content.coverageCaps.map(({ belowBasisPoints, gradeAtMost }) => (
          <li key={belowBasisPoints}>
            <span>{t('caps.below', { percent: belowBasisPoints / 100 })}</span>
            <GradeTag grade={gradeAtMost} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Vetoes({ content }: { content: Scorecard['content'] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <Panel title={t('vetoes.title')}>
      <ul className={styles.lines}>
        {content.vetoes.map((veto) => (
          <li key={veto.code}>
            <span>
              {textOf(veto.label)}
              {veto.unknownAtMost !== null && (
                <span className={styles.note}>{t('vetoes.unknown', { grade: veto.unknownAtMost })}</span>
              )}
            </span>
            <GradeTag grade={veto.gradeAtMost} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Loaded({ scorecard }: { scorecard: Scorecard }) {
  const units = new Map(scorecard.features.map(({ code, unit }) => [code, unit]))
  return (
    <div className={styles.stack}>
      <DraftsBar scorecard={scorecard} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          {scorecard.content.dimensions.map((dimension) => (
            <DimensionPanel key={dimension.code} dimension={dimension} units={units} />
          ))}
        </div>
        <div className={styles.stack}>
          <Grades content={scorecard.content} />
          <Caps content={scorecard.content} />
          <Vetoes content={scorecard.content} />
          <ProfileList content={scorecard.content} />
        </div>
      </div>
    </div>
  )
}

/** The scorecard: what counts how much, what gives how many points, and what limits the grade. */
export function Component() {
  const { t, i18n } = useTranslation('scoring')
  const personOf = usePersonName()
  const textOf = useText()
  const [chosen, setChosen] = useState<number>()
  const versions = useScorecards()
  const items = versions.data?.items ?? []
  const head = items.find((one) => one.version === chosen) ?? items.find((one) => one.inForce) ?? items[0]
  const scorecard = useScorecard(head?.version)
  const failed = versions.error ?? scorecard.error
  const content = () => {
    if (failed !== null)
      return (
        <ErrorState
          error={failed}
          onRetry={() => void (versions.isError ? versions.refetch() : scorecard.refetch())}
        />
      )
    if (scorecard.data === undefined) return <PanelSkeleton rows={12} />
    return (
      <div className={styles.stack}>
        <Loaded scorecard={scorecard.data} />
        <HistoryPanel
          key={`${scorecard.data.code} ${scorecard.data.version}`}
          objectType="scorecard"
          objectId={`${scorecard.data.code}/${scorecard.data.version}`}
        />
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={head === undefined ? t('title') : textOf(head.title)}
        detail={
          head === undefined ? undefined : (
            <>
              <StatusTag tone={head.inForce ? 'good' : 'neutral'}>
                {t(head.inForce ? 'inForce' : 'past')}
              </StatusTag>
              <span>
                {t('since')}{' '}
                {new Date(head.validFrom).getTime() === 0 ? (
                  t('beginning')
                ) : (
                  <Instant value={head.validFrom} />
                )}
              </span>
              <span>{t('by', { name: personOf(head.createdBy) })}</span>
            </>
          )
        }
        actions={
          <>
            {head !== undefined && (
              <Button icon={<FilePdfOutlined />} href={reportHref(head.version, i18n.language)} download>
                {t('report.pdf')}
              </Button>
            )}
            <Select
              value={head?.version ?? null}
              aria-label={t('choose')}
              popupMatchSelectWidth={false}
              options={items.map((one) => ({
                value: one.version,
                label: t(one.inForce ? 'versionInForce' : 'version', { version: one.version }),
              }))}
              onChange={setChosen}
            />
          </>
        }
      />
      <ScorecardTabs />
      {scorecard.data !== undefined && (
        <p className={styles.description}>{textOf(scorecard.data.content.description)}</p>
      )}
      {content()}
    </>
  )
}
