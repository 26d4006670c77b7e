import { Button, Mentions } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { AttachmentLinks, AttachmentPicker } from './attachments'
import { act, makeActKey, useCaseChanged, type Attachment, type Case } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { usePeople } from './directory'

/** The usernames that a text mentions with @. */
function mentionedIn(text: string, usernames: readonly string[]): string[] {
  const named = new Set([...text.matchAll(/@([^\s@]+)/g)].map((match) => match[1]))
  return usernames.filter((one) => named.has(one))
}

function Say({ found }: { found: Case }) {
  const { t } = useTranslation('approvals')
  const people = usePeople()
  const changed = useCaseChanged()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly Attachment[]>([])
  const [key, setKey] = useState(makeActKey)
  const say = useMutation({
    mutationFn: () =>
      act(
        found.id,
        {
          action: 'comment',
          comment: text.trim(),
          attachments: files.map(({ id }) => id),
          mentions: mentionedIn(
            text,
            people.map(({ username }) => username),
          ),
        },
        key,
      ),
    onSuccess: (after) => {
      changed(after)
      setText('')
      setFiles([])
      setKey(makeActKey())
    },
  })
  return (
    <div className={styles.dialog}>
      <Mentions
        rows={2}
        value={text}
        maxLength={1000}
        placeholder={t('talk.placeholder')}
        aria-label={t('talk.placeholder')}
        options={people.map(({ username, displayName }) => ({
          value: username,
          label: `${displayName} ${username}`,
        }))}
        onChange={setText}
      />
      <AttachmentPicker caseId={found.id} value={files} onChange={setFiles} />
      <ProblemAlert error={say.error} />
      <div>
        <Button disabled={text.trim() === ''} loading={say.isPending} onClick={() => say.mutate()}>
          {t('talk.send')}
        </Button>
      </div>
    </div>
  )
}

/** What was said about the case beside the decisions, and a place to say something. */
export function CaseTalk({ found }: { found: Case }) {
  const { t } = useTranslation('approvals')
  const said = found.events.filter(({ kind, attachments }) => kind === 'comment' || attachments.length > 0)
  return (
    <Panel title={t('talk.title')}>
      {said.length > 0 && (
        <ul className={styles.talk}>
          {said.map((event) => (
            <li key={event.id}>
              <p className={styles.rowHead}>
                <strong>{event.actor.displayName}</strong>
                <span className="xh-quiet">
                  <Instant value={event.at} />
                </span>
              </p>
              {event.comment !== null && <p className={styles.quote}>{event.comment}</p>}
              <AttachmentLinks caseId={found.id} files={event.attachments} />
            </li>
          ))}
        </ul>
      )}
      {found.mine.actions.includes('comment') && <Say found={found} />}
    </Panel>
  )
}
