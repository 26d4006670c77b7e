import type { Principal } from '../../kernel/access.js'
import { masked } from '../../kernel/masked.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { smsAccess } from './channel/sms-access.js'
import {
  internationalNumber,
  type SmsAccess,
  type SmsMessage,
  type SmsResult,
} from './channel/sms-message.js'
import { smsPlatforms } from './channel/sms-platform.js'

/**
 * Sends one SMS at once with the account as it is saved, whatever the hour, and gives what the platform answered. Who
 * did so is recorded; the number is masked there.
 */
export async function trySms(
  { db, now, secrets }: Pick<Deps, 'db' | 'now'> & { readonly secrets: SecretBox },
  { phone, templateId, params }: Omit<SmsMessage, 'id'>,
  actor: Principal,
): Promise<SmsResult> {
  const access = await accessOrWhyNot(() => smsAccess(db, secrets))
  if ('outcome' in access) return access
  const id = newId()
  const message = { id, phone: internationalNumber(phone), templateId, params }
  const result = await smsPlatforms[access.provider].send(access, message, { now: now(), nonce: newId() })
  await db.transaction((tx) =>
    recordAudit(tx, {
      ...{
        actor,
        at: now(),
        action: 'sms-account.tried',
        objectType: 'sms-account',
        objectId: access.provider,
      },
      after: { to: masked('phone', phone), templateId, outcome: result.outcome, code: result.code },
    }),
  )
  return result
}

async function accessOrWhyNot(open: () => Promise<SmsAccess | undefined>): Promise<SmsAccess | SmsResult> {
  try {
    return (await open()) ?? notSent('未启用短信账户', 'No SMS account is switched on')
  } catch {
    return notSent(
      '密钥是用另一把 XINHENG_SECRET_KEY 或密钥文件加密的',
      'The secret was stored with another XINHENG_SECRET_KEY or key file',
    )
  }
}

function notSent(zh: string, en: string): SmsResult {
  return { outcome: 'rejected', code: 'not-sent', reason: { zh, en } }
}
