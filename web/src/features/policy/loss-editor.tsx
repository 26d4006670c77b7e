import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { Policy } from './api'
import { ShareField } from './number-fields'
import styles from './policy.module.css'

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const

/** What a policy that says nothing of it expects; the server computes with the same. */
const generalLoss = {
  pdBasisPoints: { AAA: 10, AA: 40, A: 150, B: 500, C: 2_000 },
  lgdBasisPoints: 4_500,
  unusedDrawnBasisPoints: 5_000,
}

interface LossEditorProps {
  policy: Policy
  onChange: (policy: Policy) => void
}

/** What losses are expected from: default rates by grade, loss given default, what is drawn before. */
export function LossEditor({ policy, onChange }: LossEditorProps) {
  const { t } = useTranslation('policy')
  const loss = policy.loss ?? generalLoss
  const set = (part: Partial<typeof loss>) => onChange({ ...policy, loss: { ...loss, ...part } })
  return (
    <Panel title={t('design.loss')}>
      <p className={styles.lead}>{t('design.lossHint')}</p>
      <div className={styles.fields}>
        {grades.map((grade) => (
          <div key={grade} className={styles.field}>
            <span aria-hidden>{t('design.pd', { grade })}</span>
            <ShareField
              label={t('design.pd', { grade })}
              max={10_000}
              value={loss.pdBasisPoints[grade]}
              onChange={(share) => set({ pdBasisPoints: { ...loss.pdBasisPoints, [grade]: share } })}
            />
          </div>
        ))}
        <div className={styles.field}>
          <span aria-hidden>{t('design.lgd')}</span>
          <ShareField
            label={t('design.lgd')}
            max={10_000}
            value={loss.lgdBasisPoints}
            onChange={(lgdBasisPoints) => set({ lgdBasisPoints })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.drawn')}</span>
          <ShareField
            label={t('design.drawn')}
            max={10_000}
            value={loss.unusedDrawnBasisPoints}
            onChange={(unusedDrawnBasisPoints) => set({ unusedDrawnBasisPoints })}
          />
        </div>
      </div>
    </Panel>
  )
}
