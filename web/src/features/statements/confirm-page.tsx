import { Alert, Flex } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { Brand } from '../../session/brand'
import { LanguageSwitch } from '../../session/language-switch'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { AnswerForm } from './answer-form'
import { useLinked, type Linked } from './api'
import styles from './confirm-page.module.css'
import { LinkedSheet, type DisputedLines } from './linked-sheet'
import { ProofUpload } from './proof-upload'

/**
 * Where the link of a statement leads: a customer without an account compares it, confirms it or disputes lines, and
 * sends proof. The token stands behind the #, which is sent to no server and written to no log.
 */
export function Component() {
  const { t, i18n } = useTranslation('statements')
  const { hash } = useLocation()
  const [token] = useState(() => new URLSearchParams(hash.slice(1)).get('token') ?? '')
  const linked = useLinked(token)
  const [answered, setAnswered] = useState<Linked | null>(null)
  const [disputed, setDisputed] = useState<DisputedLines>({})
  const statement = answered ?? linked.data
  const language = linked.data?.language
  useEffect(() => {
    if (language !== undefined) void i18n.changeLanguage(language)
  }, [language, i18n])
  const content = () => {
    if (token === '') return <Alert type="error" showIcon title={t('link.noToken')} />
    if (linked.isError) return <ErrorState error={linked.error} onRetry={() => void linked.refetch()} />
    if (statement === undefined) return <PanelSkeleton rows={10} />
    const open = statement.answeredAt === null
    return (
      <>
        {!open && (
          <Alert
            type={statement.status === 'confirmed' ? 'success' : 'info'}
            showIcon
            title={t(statement.status === 'confirmed' ? 'link.confirmed' : 'link.disputed')}
            description={t('link.thanks', { name: statement.answeredBy ?? '' })}
          />
        )}
        <LinkedSheet statement={statement} disputed={disputed} onDisputed={open ? setDisputed : undefined} />
        {open && <AnswerForm token={token} disputed={disputed} onAnswered={setAnswered} />}
        <ProofUpload token={token} />
      </>
    )
  }
  return (
    <main className={styles.page}>
      <title>{`${t('link.title')} · ${statement?.organisation ?? ''}`}</title>
      <div className={styles.head}>
        <Brand />
        <LanguageSwitch />
      </div>
      <h1 className={styles.title}>{t('link.title')}</h1>
      <Flex vertical gap="middle">
        {content()}
      </Flex>
    </main>
  )
}
