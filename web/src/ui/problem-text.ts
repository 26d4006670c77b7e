import { useTranslation } from 'react-i18next'
import { Problem, type FieldFault } from '../api/problem'

export interface ProblemText {
  title: string
  hint: string
  faults: readonly FieldFault[]
}

type Advice = 'offline' | 'forbidden' | 'notFound' | 'conflict' | 'tooMany' | 'refused' | 'server' | 'unknown'

function adviceFor(error: unknown): Advice {
  if (!(error instanceof Problem)) return 'unknown'
  if (error.status === 0) return 'offline'
  if (error.status === 403) return 'forbidden'
  if (error.status === 404) return 'notFound'
  if (error.status === 409) return 'conflict'
  if (error.status === 429) return 'tooMany'
  return error.status < 500 ? 'refused' : 'server'
}

/** Turns a failure into words: the server's own where it wrote some, and advice on what to do next. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useTranslation()
  return (error) => {
    const advice = adviceFor(error)
    const written = error instanceof Problem && error.status < 500 ? error : undefined
    const title =
      written?.title === undefined || written.title === '' ? t(`problem.${advice}.title`) : written.title
    const detail = written?.detail ?? ''
    const advises = advice !== 'refused' || written === undefined || written.errors.length > 0
    const hint = detail !== '' && detail !== title ? detail : advises ? t(`problem.${advice}.hint`) : ''
    return { title, hint, faults: written?.errors ?? [] }
  }
}
