import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { CustomerPicker } from '../../ui/customer-picker'
import { ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import styles from './designer.module.css'
import { divisorOf } from './feature-unit'
import type { Content } from './scorecard-edit'

type WhatIf = Answer<'/api/v1/scorecards/what-if', 'post'>
type Value = WhatIf['inputs'][number]['value']
type Values = Readonly<Record<string, Value>>

interface ValueFieldProps {
  input: WhatIf['inputs'][number]
  onChange: (value: Value) => void
}

/** A value in the unit people use; empty is not known. */
function ValueField({ input, onChange }: ValueFieldProps) {
  const label = useText()(input.label)
  if (input.unit === 'code')
    return (
      <Input
        value={typeof input.value === 'string' ? input.value : ''}
        aria-label={label}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    )
  const divisor = divisorOf(input.unit)
  return (
    <InputNumber
      value={typeof input.value === 'number' ? input.value / divisor : null}
      aria-label={label}
      onChange={(value) => onChange(value === null ? null : Math.round(value * divisor))}
    />
  )
}

/** The contributions one after the other, each beginning where the one before ended, up to the score. */
function Waterfall({ contributions }: { contributions: WhatIf['after']['contributions'] }) {
  const textOf = useText()
  const shown = contributions.filter(({ contribution }) => contribution > 0)
  const starts = shown.map((_, index) =>
    shown.slice(0, index).reduce((sum, { contribution }) => sum + contribution, 0),
  )
  return (
    <ul className={styles.waterfall}>
      {shown.map(({ indicator, label, contribution, points, weight, reason }, index) => (
        <li key={indicator} title={textOf(reason)}>
          <span>{textOf(label)}</span>
          <span className={styles.track} aria-hidden>
            <span style={{ left: `${starts[index] ?? 0}%`, width: `${contribution}%` }} />
          </span>
          <span className={styles.figure}>
            {contribution.toFixed(2)} ({points} × {weight}%)
          </span>
        </li>
      ))}
    </ul>
  )
}

function Outcome({ answer }: { answer: WhatIf }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  return (
    <>
      <dl className={styles.figures}>
        {(['now', 'after'] as const).map((when) => (
          <div key={when}>
            <dt>{t(`whatIf.${when}`, { version: answer.against })}</dt>
            <dd>
              <GradeTag grade={answer[when].scaleGrade} /> {answer[when].score.toFixed(2)}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('whatIf.coverage')}</dt>
          <dd>{answer.after.coverage.toFixed(1)}%</dd>
        </div>
        {answer.after.profile !== null && (
          <div>
            <dt>{t('profile.one')}</dt>
            <dd>{textOf(answer.after.profile)}</dd>
          </div>
        )}
      </dl>
      {answer.after.caps.length + answer.after.overlays.length > 0 && (
        <ul className={styles.reasons}>
          {answer.after.caps.map((cap) => (
            <li key={cap.en}>{textOf(cap)}</li>
          ))}
          {answer.after.overlays.map(({ reason }) => (
            <li key={reason.en}>{textOf(reason)}</li>
          ))}
        </ul>
      )}
      <Waterfall contributions={answer.after.contributions} />
    </>
  )
}

/** One customer under the scorecard as it stands; its values can be changed to see what they would do. */
export function WhatIfPanel({ content }: { content: Content }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const [customerCode, setCustomer] = useState<string>()
  const [values, setValues] = useState<Values>({})
  const query = useQuery({
    queryKey: ['scorecard-what-if', customerCode, content, values],
    queryFn: ({ signal }) =>
      request<WhatIf>('POST', '/api/v1/scorecards/what-if', {
        body: { content, customerCode, values },
        signal,
      }),
    enabled: customerCode !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  })
  const answer = customerCode === undefined ? undefined : query.data
  return (
    <Panel title={t('whatIf.title')}>
      <div className={styles.whatIf}>
        <CustomerPicker
          value={customerCode}
          onChange={(code) => {
            setCustomer(code)
            setValues({})
          }}
        />
        <ProblemAlert error={query.error} />
        {answer === undefined ? (
          <p className={styles.hint}>{t('whatIf.hint')}</p>
        ) : (
          <>
            <Outcome answer={answer} />
            <table className={styles.bins}>
              <caption className="xh-visually-hidden">{t('whatIf.values')}</caption>
              <tbody>
                {answer.inputs.map((input) => (
                  <tr key={input.feature}>
                    <th scope="row">{textOf(input.label)}</th>
                    <td>
                      <ValueField
                        input={input}
                        onChange={(value) => setValues({ ...values, [input.feature]: value })}
                      />
                    </td>
                    <td>{textOf(input.valueText)}</td>
                    <td>
                      {input.feature in values ? (
                        <Button
                          type="link"
                          size="small"
                          onClick={() => {
                            const { [input.feature]: _, ...rest } = values
                            setValues(rest)
                          }}
                        >
                          {t('whatIf.reset')}
                        </Button>
                      ) : (
                        input.stale && <StatusTag tone="warn">{t('whatIf.stale')}</StatusTag>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </Panel>
  )
}
