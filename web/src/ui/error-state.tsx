import { DisconnectOutlined, LockOutlined, WarningOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { Problem } from '../api/problem'
import { EmptyState } from './empty-state'
import { NotFound } from './not-found'
import { useProblemText } from './problem-text'

interface ErrorStateProps {
  error: unknown
  onRetry?: () => void
}

function iconFor(error: unknown) {
  if (!(error instanceof Problem)) return <WarningOutlined aria-hidden />
  if (error.status === 0) return <DisconnectOutlined aria-hidden />
  if (error.status === 403) return <LockOutlined aria-hidden />
  return <WarningOutlined aria-hidden />
}

/** Whether what was refused is only a part of the page's own address: nothing can be there. */
function isOfAddress(error: unknown, params: Readonly<Record<string, unknown>>): boolean {
  if (!(error instanceof Problem) || error.status !== 400 || error.errors.length === 0) return false
  return error.errors.every(({ path }) => path in params)
}

/** Something could not be loaded: what happened, what to do, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation()
  const params = useParams()
  const { title, hint } = useProblemText()(error)
  if (isOfAddress(error, params)) return <NotFound />
  return (
    <div role="alert">
      <EmptyState
        icon={iconFor(error)}
        title={title}
        hint={hint}
        {...(onRetry === undefined ? {} : { action: <Button onClick={onRetry}>{t('action.retry')}</Button> })}
      />
    </div>
  )
}

/** A write that was refused, shown beside the form that keeps what was typed. Nothing when there is no error. */
export function ProblemAlert({ error }: { error: unknown }) {
  const textOf = useProblemText()
  if (error == null) return null
  const { title, hint, faults } = textOf(error)
  const list = faults.length > 0 && (
    <ul>
      {faults.map((fault) => (
        <li key={`${fault.path}${fault.code}`}>{fault.message}</li>
      ))}
    </ul>
  )
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {hint}
          {list}
        </>
      }
    />
  )
}
