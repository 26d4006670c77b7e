import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { listDisputes } from '../arrangements/dispute-store.js'
import { workOnDispute, type DisputeAct } from '../arrangements/work-on-dispute.js'
import type { CollectingOffice } from './collecting-office.js'
import { randomFor, type Random } from './domain/random.js'
import { instantOn } from './instant-on.js'

const DISPUTES = 500
const LOOKED_INTO_AFTER = 3
const SETTLED_AFTER = 10

/** Disputes are looked into after some days and settled after some weeks, more often for us than for the customer. */
export async function argueDisputes(
  tx: Tx,
  { params, people, manager, timeZone }: CollectingOffice,
  today: CalendarDay,
): Promise<void> {
  const at = instantOn(today, timeZone, 8)
  const actor = people.get('finance') ?? manager
  for (const { id, number, status, openedOn } of await listDisputes(
    tx,
    { status: 'current' },
    { limit: DISPUTES },
  )) {
    const random = randomFor(params.seed, `dispute ${today}`, Number(number))
    const age = daysBetween(openedOn, today)
    const act =
      status === 'opened'
        ? age >= LOOKED_INTO_AFTER && random.chance(70) && start
        : age >= SETTLED_AFTER && settled(random)
    if (act) await workOnDispute(tx, id, act, { actor, at, today })
  }
}

const start: DisputeAct = { kind: 'start' }

function settled(random: Random): DisputeAct | undefined {
  if (!random.chance(40)) return undefined
  if (random.chance(8)) return { kind: 'withdraw', resolution: '客户核对后撤回异议。' }
  return random.chance(62)
    ? {
        kind: 'resolve',
        forCustomer: false,
        resolution: '送货单与验收单齐全，客户认可应付。',
        creditNote: null,
      }
    : { kind: 'resolve', forCustomer: true, resolution: '情况属实，由业务部开具红字发票。', creditNote: null }
}
