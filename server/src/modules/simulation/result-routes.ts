import { moneyJson } from '../../kernel/money.js'
import type { Currency } from '../../kernel/currency.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { grantedInWords } from '../policy/domain/granted.js'
import { getSimulation } from './request-simulation.js'
import {
  countSimulatedAccounts,
  listSimulatedAccounts,
  type ListedAccount,
} from './simulated-account-store.js'
import { countSimulatedChecks, listSimulatedChecks, type ListedCheck } from './simulated-check-store.js'
import { accountsCsv, checksCsv } from './simulation-csv.js'
import * as schemas from './simulation-schemas.js'
import { wholeBook } from './whole-book.js'

const tags = ['simulations']
const EXPORTED_MAX = 200_000

/** Routes of what a simulation found, one by one and as files. */
export function registerSimulationResultRoutes(app: App, deps: Deps): void {
  registerAccounts(app, deps)
  registerChecks(app, deps)
  registerFiles(app, deps)
}

const read = { permission: 'policy:read' } as const

function registerAccounts(app: App, deps: Deps): void {
  app.get('/api/v1/simulations/:id/accounts', {
    config: read,
    schema: {
      tags,
      summary: 'Accounts whose limit or terms the changed policy sets differently',
      params: schemas.simulationParams,
      querystring: schemas.accountsQuery,
      response: { 200: schemas.accountsAnswer },
    },
    handler: async (request) => {
      wholeBook(principalOf(request))
      const { id } = await getSimulation(deps.db, request.params.id)
      const { part, asked, nextCursor } = partOf(request)
      const { sort, ...narrow } = asked
      const filter = { ...narrow, simulationId: id }
      const accounts = await listSimulatedAccounts(deps.db, filter, { sort, ...part })
      const total = await countSimulatedAccounts(deps.db, filter)
      const { baseCurrency } = await getOrganisation(deps.db)
      return {
        items: accounts.map((account) => accountJson(account, baseCurrency)),
        nextCursor: nextCursor(total),
        total,
      }
    },
  })
}

function registerChecks(app: App, deps: Deps): void {
  app.get('/api/v1/simulations/:id/checks', {
    config: read,
    schema: {
      tags,
      summary: 'Past orders that would have got another answer',
      params: schemas.simulationParams,
      querystring: schemas.checksQuery,
      response: { 200: schemas.checksAnswer },
    },
    handler: async (request) => {
      wholeBook(principalOf(request))
      const { id } = await getSimulation(deps.db, request.params.id)
      const { part, asked, nextCursor } = partOf(request)
      const filter = { ...asked, simulationId: id }
      const checks = await listSimulatedChecks(deps.db, filter, part)
      const total = await countSimulatedChecks(deps.db, filter)
      const { baseCurrency } = await getOrganisation(deps.db)
      return {
        items: checks.map((check) => checkJson(check, baseCurrency)),
        nextCursor: nextCursor(total),
        total,
      }
    },
  })
}

function registerFiles(app: App, deps: Deps): void {
  const files = [
    {
      name: 'accounts',
      summary: 'Accounts that are treated differently, as CSV',
      write: async (simulationId: string, base: Currency) =>
        accountsCsv(
          await listSimulatedAccounts(
            deps.db,
            { simulationId },
            { sort: 'difference', offset: 0, limit: EXPORTED_MAX },
          ),
          base,
        ),
    },
    {
      name: 'checks',
      summary: 'Past orders that would have got another answer, as CSV',
      write: async (simulationId: string, base: Currency) =>
        checksCsv(
          await listSimulatedChecks(deps.db, { simulationId }, { offset: 0, limit: EXPORTED_MAX }),
          base,
        ),
    },
  ] as const
  for (const { name, summary, write } of files) {
    app.get(`/api/v1/simulations/:id/${name}.csv`, {
      config: read,
      schema: { tags, summary, params: schemas.simulationParams },
      handler: async (request, reply) => {
        const actor = principalOf(request)
        wholeBook(actor)
        const { id } = await getSimulation(deps.db, request.params.id)
        const { baseCurrency } = await getOrganisation(deps.db)
        const file = await write(id, baseCurrency)
        await deps.db.transaction((tx) =>
          recordAccess(tx, {
            ...{ actor, action: `simulated-${name}.exported`, objectType: 'simulation', objectId: id },
            at: deps.now(),
          }),
        )
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="simulation-${name}.csv"`)
          .send(file)
      },
    })
  }
}

function accountJson(one: ListedAccount, base: Currency) {
  const amount = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, one.currency))
  const loss = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, base))
  return {
    ...{ customerCode: one.customerCode, customerName: one.customerName, segment: one.segmentCode },
    ...{
      grade: one.grade,
      gradeAfter: one.gradeAfter,
      change: one.change,
      now: { limit: amount(one.nowMinor), netDays: one.nowDays },
    },
    before: {
      limit: moneyJson(one.beforeMinor, one.currency),
      netDays: one.beforeDays,
      grantedLines: one.grantedBefore ? grantedInWords(one.grantedBefore) : [],
    },
    after: {
      limit: moneyJson(one.afterMinor, one.currency),
      netDays: one.afterDays,
      grantedLines: one.grantedAfter ? grantedInWords(one.grantedAfter) : [],
    },
    exposure: amount(one.exposureMinor),
    expectedLossBefore: loss(one.lossBeforeMinor),
    expectedLossAfter: loss(one.lossAfterMinor),
  }
}

function checkJson(one: ListedCheck, base: Currency) {
  return {
    ...{ decisionId: one.decisionId, document: one.documentNumber, segment: one.segmentCode },
    ...{ customerCode: one.customerCode, customerName: one.customerName },
    decidedAt: one.decidedAt.toISOString(),
    amount: moneyJson(one.amountMinor, one.currency),
    ...{ before: one.before, after: one.after, reasons: one.reasons, became: one.became },
    loss: one.lossBaseMinor === null ? null : moneyJson(one.lossBaseMinor, base),
  }
}
