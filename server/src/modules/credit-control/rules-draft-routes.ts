import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { deleteDraft } from '../policy/document-draft-store.js'
import { draftJson, keepDraft } from '../policy/keep-draft.js'
import type { RulesDocument } from './domain/rules.js'
import { rulesDraft } from './rules-schemas.js'
import { rulesInForce } from './rules-store.js'

const PATH = '/api/v1/control-rules/draft'
const tags = ['control rules']
const write = { permission: 'rules:write' } as const

/** The unpublished change of the control rules, which those who may write rules share. */
export function registerRulesDraftRoutes(app: App, deps: Deps): void {
  const answer = async () => {
    const { version } = await deps.db.transaction((tx) => rulesInForce(tx, deps.now()))
    const draft = await draftJson(deps.db, 'control-rules', version)
    return { draft: draft && { ...draft, content: draft.content as RulesDocument } }
  }
  const getSchema = { tags, summary: 'The draft of the rules', response: { 200: rulesDraft.answer } }
  app.get(PATH, { config: write, schema: getSchema }, answer)

  const putSchema = {
    tags,
    summary: 'Save the draft; it may be unfinished',
    body: rulesDraft.body,
    response: { 200: rulesDraft.answer },
  }
  app.put(PATH, { config: write, schema: putSchema }, async (request) => {
    const at = deps.now()
    await deps.db.transaction((tx) =>
      keepDraft(tx, { kind: 'control-rules', ...request.body }, { actor: principalOf(request), at }),
    )
    return answer()
  })

  const dropSchema = { tags, summary: 'Drop the draft', response: { 200: rulesDraft.answer } }
  app.delete(PATH, { config: write, schema: dropSchema }, async () => {
    await deps.db.transaction((tx) => deleteDraft(tx, 'control-rules'))
    return answer()
  })
}
