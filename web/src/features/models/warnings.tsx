import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Model, Report } from './api'
import { useFeatureName } from './feature-name'
import { plain } from './figures'

type Warning = Report['warnings'][number]
const known = [
  'possible_leak',
  'informative_missing',
  'unstable_feature',
  'few_cases',
  'no_feature',
  'test_cannot_tell',
  'separated',
] as const
type Known = (typeof known)[number]

/** What a reviewer should look at before believing the model. */
export function Warnings({ model, report }: { model: Model; report: Report }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(model)
  const words = (warning: Warning) => {
    const code = known.find((one) => one === warning.code)
    if (code === undefined) return warning.text
    const { values } = warning
    return t(`warning.${code satisfies Known}`, {
      feature: warning.feature === null ? '' : nameOf(warning.feature),
      ...{ bad: values['bad'], count: values['count'], good: values['good'] },
      ...{ iv: plain(values['iv']), psi: plain(values['psi'], 3) },
    })
  }
  if (report.warnings.length === 0) return <Alert type="success" showIcon title={t('warning.none')} />
  return (
    <Alert
      type="warning"
      showIcon
      title={t('warning.title', { count: report.warnings.length })}
      description={
        <ul>
          {report.warnings.map((warning) => (
            <li key={`${warning.code}${warning.feature ?? ''}`}>{words(warning)}</li>
          ))}
        </ul>
      }
    />
  )
}
