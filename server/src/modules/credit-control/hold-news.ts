import type { Bilingual } from '../../kernel/bilingual.js'
import { isId, type Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { addJobs, type JobHandlers } from '../../platform/jobs.js'
import { displayNameOf } from '../identity/display-name.js'
import { notify } from '../notifications/notify.js'
import { rejectReasonText } from './domain/reject-reasons.js'
import { findHold, type Hold } from './hold-store.js'
import { holdValues } from './hold-work-news.js'

const HOLD_NEWS_JOB = 'tell-of-hold'

export type HoldNews = 'hold_opened' | 'hold_ready' | 'hold_released' | 'hold_rejected'

/**
 * Queues that people hear of holds: a job, so that a credit check does not wait for it. `at` tells repeated news of
 * one hold apart.
 */
export async function queueHoldNews(tx: Tx, news: HoldNews, holdIds: readonly Id[], at: Date): Promise<void> {
  await addJobs(
    tx,
    HOLD_NEWS_JOB,
    holdIds.map((holdId) => ({ holdId, news, at: at.toISOString() })),
  )
}

/** Tells the customer's salesperson, and of what waits for a decision also the analysts who see the customer. */
export function holdNewsJobs({ db }: Pick<Deps, 'db'>): JobHandlers {
  return {
    [HOLD_NEWS_JOB]: async (payload) => {
      const { holdId, news, at } = payload as { holdId: string; news: HoldNews; at: string }
      if (!isId(holdId)) throw new Error('the news names no hold')
      await db.transaction(async (tx) => {
        const hold = await findHold(tx, holdId, null)
        if (hold) await tellOf(tx, hold, news, new Date(at))
      })
    },
  }
}

async function tellOf(tx: Tx, hold: Hold, news: HoldNews, at: Date): Promise<void> {
  const { id, ownerUsername, segmentCode } = hold
  const waits = news === 'hold_opened' || news === 'hold_ready'
  const common = {
    to: { usernames: ownerUsername === null ? [] : [ownerUsername], roles: waits ? ['credit-analyst'] : [] },
    subject: `${id}:${at.getTime()}`,
    link: `/holds/${id}`,
    about: { ownerUsername, segmentCode },
    at,
  }
  const data = holdValues(hold)
  const by = hold.closedBy === null ? '—' : await displayNameOf(tx, hold.closedBy)
  if (news === 'hold_opened') {
    const why = {
      zh: hold.reasons.map(({ message }) => message.zh).join(''),
      en: hold.reasons.map(({ message }) => message.en).join(' '),
    }
    await notify(tx, { ...common, kind: news, data: { ...data, why } })
  } else if (news === 'hold_ready') await notify(tx, { ...common, kind: news, data })
  else if (news === 'hold_released') await notify(tx, { ...common, kind: news, data: { ...data, by } })
  else {
    await notify(tx, { ...common, kind: news, data: { ...data, by, reason: reasonOf(hold) } })
  }
}

/** Code and words of a rejection, as far as they were given. */
function reasonOf({ closeCode, closeReason }: Hold): Bilingual {
  const code = closeCode === null ? null : rejectReasonText(closeCode)
  const joined = (language: 'zh' | 'en', between: string) =>
    [code?.[language], closeReason].filter((text) => text != null).join(between) || '—'
  return { zh: joined('zh', '：'), en: joined('en', ': ') }
}
