import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { Problem } from '../api/problem'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'

/** A page that failed while drawing. After an update of the server an old chunk is gone: loading again helps. */
export function ErrorPage() {
  const error = useRouteError()
  const { t } = useTranslation()
  const reload = () => window.location.reload()
  if (error instanceof Problem) return <ErrorState error={error} onRetry={reload} />
  return (
    <div role="alert">
      <EmptyState
        title={t('problem.page.title')}
        hint={t('problem.page.hint')}
        action={
          <Button type="primary" onClick={reload}>
            {t('action.reload')}
          </Button>
        }
      />
    </div>
  )
}
