import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { isDocumentKind, type ImportDetail } from './api'

type FaultGroup = ImportDetail['faultGroups'][number]

/** One kind of fault in one column: how often, of what, and what helps. */
function Group({ run, group }: { run: ImportDetail; group: FaultGroup }) {
  const { t } = useTranslation('imports')
  const textOf = useText()
  const { column, code, rows, values, examples, expected } = group
  const named = examples.filter((value) => value !== '').map((value) => t('faults.quoted', { value }))
  const such = named.join(t('faults.separator')) + (values > examples.length ? ' …' : '')
  if (code === 'customer_not_found') {
    return (
      <li>
        {t('faults.unknownCustomers', { count: values, rows, such })}{' '}
        <Link to="/imports/new?kind=customers">{t('faults.importCustomers')}</Link>
        {isDocumentKind(run.kind) && t('faults.orCreate')}
      </li>
    )
  }
  return (
    <li>
      {t('faults.group', { column: column || t('faults.wholeRow'), count: rows, expected: textOf(expected) })}
      {such !== '' && t('faults.such', { such })}
    </li>
  )
}

/** The faults of a file in a few lines, the most frequent first. */
export function FaultGroups({ run }: { run: ImportDetail }) {
  if (run.faultGroups.length === 0) return null
  return (
    <ul>
      {run.faultGroups.map((group) => (
        <Group key={`${group.column} ${group.code}`} run={run} group={group} />
      ))}
    </ul>
  )
}
