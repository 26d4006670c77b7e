import { Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import styles from './designer.module.css'
import { usedIn, weighIn, type Profile } from './profile-edit'
import { indicatorsOf, type Content } from './scorecard-edit'

interface ProfileWeightsProps {
  content: Content
  profile: Profile
  readOnly: boolean
  onChange: (profile: Profile, name?: string) => void
}

const missing = ['exclude', 'neutral', 'worst'] as const

/** Which indicators a profile uses, with which weight, and what an unknown value does; the whole stays 100 %. */
export function ProfileWeights({ content, profile, readOnly, onChange }: ProfileWeightsProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <table className={styles.bins}>
      <thead>
        <tr>
          <th scope="col">{t('profile.uses')}</th>
          <th scope="col">{t('profile.weight')}</th>
          <th scope="col">{t('profile.usual')}</th>
          <th scope="col">{t('designer.unknown')}</th>
        </tr>
      </thead>
      <tbody>
        {indicatorsOf(content).map((indicator) => {
          const { code } = indicator
          const name = textOf(indicator.label)
          const own = profile.indicators.find((one) => one.code === code)
          return (
            <tr key={code}>
              <td>
                <Checkbox
                  checked={own !== undefined}
                  disabled={readOnly}
                  onChange={(event) => onChange(usedIn(profile, code, event.target.checked))}
                >
                  {name}
                </Checkbox>
              </td>
              <td>
                {own !== undefined && (
                  <InputNumber
                    min={0.01}
                    max={100}
                    step={0.5}
                    precision={2}
                    value={own.weightBasisPoints / 100}
                    disabled={readOnly}
                    suffix="%"
                    aria-label={t('designer.weightOf', { name })}
                    onChange={(percent) =>
                      percent !== null &&
                      onChange(weighIn(profile, code, percent * 100), `${profile.code}.${code}.weight`)
                    }
                  />
                )}
              </td>
              <td className={styles.figure}>{indicator.weightBasisPoints / 100}%</td>
              <td>
                {own !== undefined && (
                  <Select
                    value={own.whenMissing ?? indicator.whenMissing}
                    disabled={readOnly}
                    aria-label={t('profile.missingOf', { name })}
                    options={missing.map((value) => ({ value, label: t(`missing.${value}`) }))}
                    onChange={(whenMissing) =>
                      onChange({
                        ...profile,
                        indicators: profile.indicators.map((one) =>
                          one.code === code ? { ...one, whenMissing } : one,
                        ),
                      })
                    }
                  />
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
