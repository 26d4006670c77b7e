import { useTranslation } from 'react-i18next'
import { Instant } from '../day'
import { Money } from '../money'
import { minorToAmount, wordOf } from './audit-fields'
import styles from './audit.module.css'

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Fields whose values are words of the program. */
const coded = /(^|_)(status|kind|mode|type|checkpoint|scope|method|outcome|channel|proof|format)$/
const textMax = 160

function isMoney(value: object): value is { amount: string; currency: string } {
  return (
    'amount' in value &&
    'currency' in value &&
    typeof value.amount === 'string' &&
    typeof value.currency === 'string'
  )
}

function Text({ value }: { value: string }) {
  const { t } = useTranslation('audit')
  if (value === '[hidden]') return <span className="xh-quiet">{t('value.hidden')}</span>
  if (instantPattern.test(value)) return <Instant value={value} />
  if (idPattern.test(value)) return <code title={value}>{value.slice(0, 8)}…</code>
  return <span title={value.length > textMax ? value : undefined}>{value.slice(0, textMax)}</span>
}

function Compound({ value }: { value: object }) {
  const { t } = useTranslation('audit')
  if (Array.isArray(value) && value.length === 0) return <span className="xh-quiet">{t('value.none')}</span>
  if (
    Array.isArray(value) &&
    value.length <= 12 &&
    value.every((one) => typeof one === 'string' || typeof one === 'number')
  )
    return <span>{value.join(', ')}</span>
  const count = Array.isArray(value) ? value.length : Object.keys(value).length
  return (
    <details className={styles.raw}>
      <summary>{t('value.parts', { count })}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}

/** A recorded value as people read it: amounts with their decimals, instants in their zone, yes and no. */
export function ShownValue({
  name,
  value,
  currency,
}: {
  name: string
  value: unknown
  currency: string | undefined
}) {
  const { t } = useTranslation('audit')
  if (value === null || value === undefined || value === '') return <span className="xh-quiet">–</span>
  if (typeof value === 'boolean') return <span>{value ? t('value.yes') : t('value.no')}</span>
  const isMinor = /(^m|_m|M)inor$/.test(name)
  if (isMinor && currency !== undefined && (typeof value === 'number' || typeof value === 'string'))
    return <Money value={{ amount: minorToAmount(value, currency), currency }} currency="sign" />
  if (typeof value === 'number') return <span className="xh-numeric">{value}</span>
  if (typeof value === 'string' && coded.test(wordOf(name)))
    return <span>{t(`word.${wordOf(value)}` as 'word.active', { defaultValue: value })}</span>
  if (typeof value === 'string') return <Text value={value} />
  if (typeof value !== 'object') return <span>{typeof value}</span>
  return isMoney(value) ? <Money value={value} currency="sign" /> : <Compound value={value} />
}
