import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import styles from './designer.module.css'
import { useFeatures } from './feature-api'
import { GradeSelect, type FrameProps } from './frame-fields'
import { lettersOf } from './grade-scale'
import { freshCode } from './structure-edit'
import { VetoCondition } from './veto-condition'

type Veto = FrameProps['editor']['content']['vetoes'][number]

function VetoRow({ editor, readOnly, veto, index }: FrameProps & { veto: Veto; index: number }) {
  const { t, i18n } = useTranslation('scoring')
  const name = useText()(veto.label)
  const features = useFeatures().data?.items ?? []
  const { content, edit } = editor
  const letters = lettersOf(content)
  const put = (next: Veto, what?: string) =>
    edit({ ...content, vetoes: content.vetoes.with(index, next) }, what)
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en'
  return (
    <li>
      {readOnly ? (
        <span className={styles.grow}>{name}</span>
      ) : (
        <Input
          className={styles.grow ?? ''}
          value={name}
          maxLength={100}
          aria-label={t('structure.nameOf', { name: veto.code })}
          onChange={(event) => {
            const text = event.target.value
            if (text !== '')
              put({ ...veto, label: { ...veto.label, [language]: text } }, `${veto.code}.label`)
          }}
        />
      )}
      <VetoCondition veto={veto} name={name} features={features} readOnly={readOnly} onChange={put} />
      <GradeSelect
        letters={letters}
        label={t('frame.atMost', { name })}
        value={veto.gradeAtMost}
        readOnly={readOnly}
        onChange={(gradeAtMost) => gradeAtMost !== null && put({ ...veto, gradeAtMost })}
      />
      <span>{t('frame.unchecked')}</span>
      <GradeSelect
        letters={letters}
        nullable
        label={t('frame.uncheckedAtMost', { name })}
        value={veto.unknownAtMost}
        readOnly={readOnly}
        onChange={(unknownAtMost) => put({ ...veto, unknownAtMost })}
      />
      {!readOnly && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('frame.removeVeto', { name })}
          onClick={() => edit({ ...content, vetoes: content.vetoes.toSpliced(index, 1) })}
        />
      )}
    </li>
  )
}

/** Facts that by themselves limit the grade. */
export function VetoesPanel({ editor, readOnly }: FrameProps) {
  const { t } = useTranslation('scoring')
  const { content, edit } = editor
  const name = t('frame.newVeto')
  const add = () => {
    const code = freshCode(
      'veto',
      content.vetoes.map((veto) => veto.code),
    )
    const veto: Veto = {
      code,
      label: { zh: name, en: name },
      feature: 'overdue_days_max',
      when: { kind: 'at-least', value: 91 },
      gradeAtMost: lettersOf(content).at(-1) ?? 'C',
      unknownAtMost: null,
    }
    edit({ ...content, vetoes: [...content.vetoes, veto] })
  }
  return (
    <Panel
      title={t('vetoes.title')}
      extra={
        !readOnly && (
          <Button size="small" icon={<PlusOutlined />} disabled={content.vetoes.length >= 50} onClick={add}>
            {t('frame.addVeto')}
          </Button>
        )
      }
    >
      <ul className={styles.fields}>
        {content.vetoes.map((veto, index) => (
          <VetoRow key={veto.code} editor={editor} readOnly={readOnly} veto={veto} index={index} />
        ))}
      </ul>
    </Panel>
  )
}
