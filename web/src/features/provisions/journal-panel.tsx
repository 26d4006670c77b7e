import { DownloadOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { isZero } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StackingTable } from '../../ui/stacking-table'
import { journalHref, useJournal, type Journal } from './api'

type Line = Journal['lines'][number] & { key: string }

/** The postings of a run, and the files for the accounting system. */
export function JournalPanel({ id }: { id: string }) {
  const { t, i18n } = useTranslation('provisions')
  const journal = useJournal(id).data
  if (journal === undefined) return null
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const rows: Line[] = journal.lines.map((line, index) => ({ ...line, key: String(index) }))
  const amount = (key: 'debit' | 'credit') => ({
    key,
    title: t(`run.${key}`),
    align: 'right' as const,
    render: (_: unknown, line: Line) => (isZero(line[key].amount) ? null : <Money value={line[key]} />),
  })
  return (
    <Panel
      title={t('run.journal')}
      extra={
        <Flex gap="small">
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button
              key={format}
              size="small"
              icon={<DownloadOutlined />}
              href={journalHref(id, format, i18n.language)}
              download
            >
              {t(`run.${format}`)}
            </Button>
          ))}
        </Flex>
      }
    >
      {rows.length === 0 ? (
        <p className="xh-quiet">{t('run.nothing')}</p>
      ) : (
        <StackingTable
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'account',
              title: t('run.account'),
              render: (_, { account, accountName }) => `${account} ${accountName[language]}`,
            },
            { key: 'entry', title: t('run.entry'), render: (_, { entryNo }) => entryNo },
            { key: 'segment', title: t('run.segment'), render: (_, { segment }) => segment },
            amount('debit'),
            amount('credit'),
          ]}
        />
      )}
      <p>
        {t('run.total')} {t('run.debit')} <Money value={journal.debit} strong /> · {t('run.credit')}{' '}
        <Money value={journal.credit} strong />
      </p>
    </Panel>
  )
}
