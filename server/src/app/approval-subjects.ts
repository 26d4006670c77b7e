import type { Approvals } from '../modules/approvals/subject.js'
import { instalmentPlanSubject } from '../modules/arrangements/plan-approval.js'
import { interestWaiverSubject } from '../modules/claims/waiver-approval.js'
import { holdReleaseSubject } from '../modules/credit-control/hold-approval.js'
import { queueHoldEvaluation } from '../modules/credit-control/record-and-check.js'
import { limitSubjects } from '../modules/limits/limit-approval.js'
import { findCustomer } from '../modules/customers/customer-store.js'
import { ratesInto } from '../modules/customers/fx-store.js'
import { convert } from '../modules/exposure/domain/exposure-in.js'
import { listAuthorities } from '../modules/identity/authority-store.js'
import type { RulesDocument } from '../modules/credit-control/domain/rules.js'
import { publishRules } from '../modules/credit-control/publish-rules.js'
import type { CreditPolicy } from '../modules/policy/domain/policy.js'
import { publicationSubject } from '../modules/policy/publication-approval.js'
import { publishPolicy } from '../modules/policy/publish-policy.js'
import type { StrategyDocument } from '../modules/collections/domain/strategy.js'
import { publishStrategies } from '../modules/collections/publish-strategies.js'
import { writeOffSubject } from '../modules/recoveries/write-off-approval.js'
import { gradeChangeSubject } from '../modules/re-rating/move-approval.js'
import { modelReleaseSubject } from '../modules/scoring/models/release-model.js'
import { ratingOverrideSubject } from '../modules/scoring/override-rating.js'
import { scorecardPublicationSubject } from '../modules/scoring/submit-scorecard.js'
import { ratingOverlaySubject } from '../modules/scoring/overlays/propose-overlay.js'
import { forecastReleaseSubject } from '../modules/payment-forecast/release-forecast.js'
import { forecastDossier } from './forecast-dossier.js'
import { modelDossier } from './model-dossier.js'
import { overlayDossier } from './overlay-dossier.js'
import { actionsFor } from './approval-actions.js'
import { dossierOf } from './approval-dossier.js'
import { policyDossier, rulesDossier, strategiesDossier } from './publication-dossier.js'
import { scorecardDossier } from './scorecard-dossier.js'
import { writeOffDossier } from './write-off-dossier.js'

const rulesPublication = publicationSubject('control-rules', async (tx, document, { actor, at }) => {
  const { submittedBy: createdBy, baseVersion } = document
  return (await publishRules(tx, document.content as RulesDocument, { actor, at, createdBy, baseVersion }))
    .version
})

const policyPublication = publicationSubject('policy', async (tx, { content, validFrom }, { actor, at }) => {
  const published = await publishPolicy(tx, content as CreditPolicy, {
    actor,
    at,
    validFrom: validFrom ?? at,
  })
  return published.version
})

const strategiesPublication = publicationSubject(
  'collection-strategies',
  async (tx, document, { actor, at }) => {
    const content = document.content as StrategyDocument
    return (await publishStrategies(tx, content, { actor, at, createdBy: document.submittedBy })).version
  },
)

const limits = limitSubjects({ limitsChanged: queueHoldEvaluation })

const ofAccount = { dossier: dossierOf, actions: actionsFor.account }

/**
 * Everything that is decided by approval: one entry per subject. An entry says what its flows may test, what is locked,
 * and what happens in the transaction of the last approval.
 */
const subjects = {
  'hold-release': { ...holdReleaseSubject, ...ofAccount },
  'limit-change': { ...limits['limit-change'], ...ofAccount },
  'temporary-limit': { ...limits['temporary-limit'], ...ofAccount },
  'credit-opening': { ...limits['credit-opening'], ...ofAccount },
  'grade-change': { ...gradeChangeSubject({ limitsChanged: queueHoldEvaluation }), ...ofAccount },
  'rating-override': { ...ratingOverrideSubject, dossier: dossierOf, actions: actionsFor.anything },
  'instalment-plan': { ...instalmentPlanSubject, dossier: dossierOf, actions: actionsFor.anything },
  'interest-waiver': { ...interestWaiverSubject, dossier: dossierOf, actions: actionsFor.anything },
  'write-off': { ...writeOffSubject, dossier: writeOffDossier, actions: actionsFor.anything },
  'model-release': { ...modelReleaseSubject, dossier: modelDossier, actions: actionsFor.anything },
  'forecast-release': { ...forecastReleaseSubject, dossier: forecastDossier, actions: actionsFor.anything },
  'rating-overlay': { ...ratingOverlaySubject, dossier: overlayDossier, actions: actionsFor.anything },
  'control-rules': { ...rulesPublication, dossier: rulesDossier, actions: actionsFor.anything },
  'scorecard-publication': {
    ...scorecardPublicationSubject,
    ...{ dossier: scorecardDossier, actions: actionsFor.anything },
  },
  'collection-strategies': {
    ...strategiesPublication,
    ...{ dossier: strategiesDossier, actions: actionsFor.anything },
  },
  policy: { ...policyPublication, dossier: policyDossier, actions: actionsFor.anything },
} satisfies Approvals['subjects']

export const approvals: Approvals = {
  subjects,
  async ownerOf(db, customerCode) {
    return (await findCustomer(db, customerCode, null))?.ownerUsername
  },
  async converter(db, { currency: from }, on) {
    const authorities = await listAuthorities(db)
    const currencies = authorities.flatMap(({ amount }) => (amount === 'unlimited' ? [] : [amount.currency]))
    const pairs = [...new Set(currencies)].map((to) => ({ from, to }))
    const rates = Object.fromEntries(await ratesInto(db, pairs, on))
    return (amount, currency) => convert(amount.minor, amount.currency, currency, rates)
  },
}
