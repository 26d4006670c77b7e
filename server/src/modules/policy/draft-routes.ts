import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { deleteDraft } from './document-draft-store.js'
import { draftJson, keepDraft } from './keep-draft.js'
import { policyInForce } from './policy-in-force.js'
import * as schemas from './policy-schemas.js'

const PATH = '/api/v1/policies/draft'
const tags = ['policies']
const write = { permission: 'policy:write' } as const

/** The unpublished change of the credit policy, which those who may write policies share. */
export function registerPolicyDraftRoutes(app: App, deps: Deps): void {
  const answer = async () => {
    const { version } = await deps.db.transaction((tx) => policyInForce(tx, deps.now()))
    const draft = await draftJson(deps.db, 'policy', version)
    return { draft: draft && { ...draft, content: draft.content as schemas.PolicyBody } }
  }
  const getSchema = {
    tags,
    summary: 'The draft of the policy',
    response: { 200: schemas.policyDraft.answer },
  }
  app.get(PATH, { config: write, schema: getSchema }, answer)

  const putSchema = {
    tags,
    summary: 'Save the draft; it may be unfinished',
    body: schemas.policyDraft.body,
    response: { 200: schemas.policyDraft.answer },
  }
  app.put(PATH, { config: write, schema: putSchema }, async (request) => {
    const at = deps.now()
    await deps.db.transaction((tx) =>
      keepDraft(tx, { kind: 'policy', ...request.body }, { actor: principalOf(request), at }),
    )
    return answer()
  })

  const dropSchema = { tags, summary: 'Drop the draft', response: { 200: schemas.policyDraft.answer } }
  app.delete(PATH, { config: write, schema: dropSchema }, async () => {
    await deps.db.transaction((tx) => deleteDraft(tx, 'policy'))
    return answer()
  })
}
