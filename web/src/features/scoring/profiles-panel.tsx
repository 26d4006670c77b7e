import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import { ConditionRow } from './condition-row'
import styles from './designer.module.css'
import type { Preview } from './draft-api'
import { useFeatures } from './feature-api'
import type { FrameProps } from './frame-fields'
import { ProfileGrades } from './profile-grades'
import { ProfileWeights } from './profile-weights'
import { addProfile, type Condition, type Profile } from './profile-edit'
import { moved } from './structure-edit'

type Counts = NonNullable<Preview['after']['profiles']>

interface ProfilesProps extends FrameProps {
  /** Who is rated by which profile, as previewed. */
  counts: Counts
}

function Conditions({ profile, readOnly, onChange }: ConditionsProps) {
  const { t } = useTranslation('scoring')
  const features = useFeatures().data?.items ?? []
  const { when } = profile
  const tenure: Condition = { feature: 'tenure_months', kind: 'below', value: 12, orUnknown: true }
  return (
    <ul className={styles.fields}>
      {when.map((condition, index) => (
        <ConditionRow
          key={index}
          condition={condition}
          place={index + 1}
          features={features}
          readOnly={readOnly}
          onChange={(next, name) =>
            onChange({ ...profile, when: when.with(index, next) }, name && `${profile.code}.${name}`)
          }
          onRemove={
            when.length < 2 ? undefined : () => onChange({ ...profile, when: when.toSpliced(index, 1) })
          }
        />
      ))}
      {!readOnly && (
        <li>
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={when.length >= 10}
            onClick={() => onChange({ ...profile, when: [...when, tenure] })}
          >
            {t('profile.addCondition')}
          </Button>
        </li>
      )}
    </ul>
  )
}

interface ConditionsProps {
  profile: Profile
  readOnly: boolean
  onChange: (profile: Profile, name?: string) => void
}

function ProfileCard({ editor, readOnly, counts, index }: ProfilesProps & { index: number }) {
  const { t, i18n } = useTranslation('scoring')
  const textOf = useText()
  const [open, setOpen] = useState(false)
  const { content, edit } = editor
  const profiles = content.profiles ?? []
  const profile = profiles[index]
  if (profile === undefined) return null
  const name = textOf(profile.label)
  const putAll = (list: Profile[], what?: string) => edit({ ...content, profiles: list }, what)
  const put = (next: Profile, what?: string) => putAll(profiles.with(index, next), what)
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en'
  return (
    <Panel
      title={`${index + 1}. ${name}`}
      extra={
        !readOnly && (
          <>
            <Button
              type="text"
              icon={<ArrowUpOutlined />}
              aria-label={t('structure.upOf', { name })}
              onClick={() => putAll(moved(profiles, index, -1))}
            />
            <Button
              type="text"
              icon={<ArrowDownOutlined />}
              aria-label={t('structure.downOf', { name })}
              onClick={() => putAll(moved(profiles, index, 1))}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('profile.removeOf', { name })}
              onClick={() => putAll(profiles.toSpliced(index, 1))}
            />
          </>
        )
      }
    >
      <Input
        className={styles.name ?? ''}
        value={name}
        maxLength={100}
        disabled={readOnly}
        aria-label={t('profile.nameOf', { place: index + 1 })}
        onChange={(event) => {
          const text = event.target.value
          if (text !== '')
            put({ ...profile, label: { ...profile.label, [language]: text } }, `${profile.code}.label`)
        }}
      />
      <Conditions profile={profile} readOnly={readOnly} onChange={put} />
      <ProfileGrades counts={counts.find(({ code }) => code === profile.code)?.grades} />
      <Button type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('profile.weights', { count: profile.indicators.length })}
      </Button>
      {open && <ProfileWeights content={content} profile={profile} readOnly={readOnly} onChange={put} />}
    </Panel>
  )
}

/** Other weights for new or established customers, of an industry or a segment: the first profile that matches counts. */
export function ProfilesPanel(props: ProfilesProps) {
  const { t } = useTranslation('scoring')
  const { editor, readOnly, counts } = props
  const profiles = editor.content.profiles ?? []
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>{t('profile.hint')}</p>
      {profiles.map(({ code }, index) => (
        <ProfileCard key={code} {...props} index={index} />
      ))}
      {profiles.length > 0 && (
        <Panel title={t('profile.others')}>
          <ProfileGrades counts={counts.find(({ code }) => code === null)?.grades} />
        </Panel>
      )}
      {!readOnly && (
        <Button
          icon={<PlusOutlined />}
          disabled={profiles.length >= 20}
          onClick={() => editor.edit(addProfile(editor.content, t('profile.new')))}
        >
          {t('profile.add')}
        </Button>
      )}
    </div>
  )
}
