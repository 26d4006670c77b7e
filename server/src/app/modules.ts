import { createCheckService } from '../modules/credit-control/check-service.js'
import { registerDocumentRoutes } from '../modules/credit-control/document-routes.js'
import { registerExposureRoutes } from '../modules/credit-control/exposure-routes.js'
import { registerHoldRoutes } from '../modules/credit-control/hold-routes.js'
import { registerHoldWorkRoutes } from '../modules/credit-control/hold-work-routes.js'
import { registerReleaseReportRoutes } from '../modules/credit-control/release-report-routes.js'
import { registerCheckRoutes } from '../modules/credit-control/routes.js'
import { registerRulesDraftRoutes } from '../modules/credit-control/rules-draft-routes.js'
import { registerRulesRoutes } from '../modules/credit-control/rules-routes.js'
import { registerOwnerRoutes } from '../modules/customers/owner-routes.js'
import { registerHandOverRoutes } from '../modules/customers/hand-over-routes.js'
import { registerCustomerRoutes } from '../modules/customers/routes.js'
import { registerSegmentRoutes } from '../modules/customers/segment-routes.js'
import { registerDocumentListRoutes } from '../modules/exposure/routes.js'
import { registerAutomaticRoutes } from '../modules/limits/automatic-routes.js'
import { registerProposalRoutes } from '../modules/limits/proposal-routes.js'
import { registerLimitRoutes } from '../modules/limits/routes.js'
import { registerAccountPolicyRoutes } from '../modules/policy/account-policy-routes.js'
import { registerPolicyCoverageRoutes } from '../modules/policy/coverage-routes.js'
import { registerPolicyDraftRoutes } from '../modules/policy/draft-routes.js'
import { registerPolicyRoutes } from '../modules/policy/routes.js'
import { approvals } from './approval-subjects.js'
import { effects } from './effects.js'
import type { Deps } from '../platform/deps.js'
import type { App } from '../platform/http/create-app.js'
import { registerArrangementRoutes } from '../modules/arrangements/routes.js'
import { registerApprovalRoutes } from '../modules/approvals/routes.js'
import { registerAuditRoutes } from '../modules/audit/routes.js'
import { registerAccountReadRoutes } from '../modules/customers/account-routes.js'
import { registerCustomerCsvRoutes } from '../modules/customers/customer-csv-routes.js'
import { registerFactsRoutes } from '../modules/facts/routes.js'
import { registerComparisonRoutes } from '../modules/provisions/comparison-routes.js'
import { registerAssessmentRoutes } from '../modules/provisions/assessment-routes.js'
import { registerJournalRoutes } from '../modules/provisions/journal-routes.js'
import { registerMatrixRoutes } from '../modules/provisions/matrix-routes.js'
import { registerReconciliationRoutes } from '../modules/provisions/reconciliation-routes.js'
import { registerProvisionRunRoutes } from '../modules/provisions/run-routes.js'
import { registerRollRateRoutes } from '../modules/provisions/roll-rate-routes.js'
import { registerSnapshotRoutes } from '../modules/provisions/snapshot-routes.js'
import { registerAgingSheetRoutes } from '../modules/receivables/aging-sheet-routes.js'
import { registerReceivablesRoutes } from '../modules/receivables/routes.js'
import { registerStatementBatchRoutes } from '../modules/receivables/statement-batch-routes.js'
import { registerStatementLinkRoutes } from '../modules/receivables/statement-link-routes.js'
import { registerStatementRequestRoutes } from '../modules/receivables/statement-request-routes.js'
import { registerStatementPaperRoutes } from '../modules/receivables/statement-routes.js'
import { registerBankLineRoutes } from '../modules/cash-application/bank-line-routes.js'
import { registerBillRoutes } from '../modules/cash-application/bills/bill-routes.js'
import { registerInvoiceRoutes } from '../modules/cash-application/invoice-routes.js'
import { registerReceiptRoutes } from '../modules/cash-application/receipt-routes.js'
import { registerCreditReportRoutes } from '../modules/insight/credit-report-routes.js'
import { registerContactRoutes } from '../modules/collections/contact-routes.js'
import { registerTeamRoutes } from '../modules/collections/team-routes.js'
import { registerCollectorRoutes } from '../modules/collections/collector-routes.js'
import { registerWorklistRoutes } from '../modules/collections/worklist-routes.js'
import { registerInsightRoutes } from '../modules/insight/routes.js'
import { registerExpectedLossRoutes } from '../modules/insight/expected-loss-routes.js'
import { registerFundingRateRoutes } from '../modules/insight/margins/funding-rate-routes.js'
import { registerMarginRoutes } from '../modules/insight/margins/margin-routes.js'
import { registerSearchRoutes } from '../modules/insight/search-routes.js'
import { registerImportRoutes } from '../modules/connectors/routes.js'
import { registerModelRoutes } from '../modules/scoring/models/model-routes.js'
import { registerModelReportRoutes } from '../modules/scoring/models/report-routes.js'
import { registerOnnxRoutes } from '../modules/scoring/models/onnx-routes.js'
import { registerModelScoreRoutes } from '../modules/scoring/models/score-routes.js'
import { registerTrainingRoutes } from '../modules/scoring/models/training-routes.js'
import { registerCashForecastRoutes } from '../modules/payment-forecast/cash-routes.js'
import { registerExpectedItemRoutes } from '../modules/payment-forecast/expected-item-routes.js'
import { registerForecastModelRoutes } from '../modules/payment-forecast/model-routes.js'
import { registerDunningMessageRoutes } from '../modules/collections/dunning-message-routes.js'
import { registerDunningTemplateRoutes } from '../modules/collections/dunning-template-routes.js'
import { registerExclusionRoutes } from '../modules/collections/exclusion-routes.js'
import { registerDunningRunRoutes } from '../modules/collections/run-routes.js'
import { registerStrategyRoutes } from '../modules/collections/strategy-routes.js'
import { registerStrategyTrialRoutes } from '../modules/collections/strategy-trial-routes.js'
import { registerSimulationResultRoutes } from '../modules/simulation/result-routes.js'
import { registerSimulationRoutes } from '../modules/simulation/routes.js'
import { registerOverlayRoutes } from '../modules/scoring/overlays/overlay-routes.js'
import { registerOverrideRoutes } from '../modules/scoring/override-routes.js'
import { registerMoneyRoutes } from '../modules/scoring/validation/money-routes.js'
import { registerRefitRoutes } from '../modules/scoring/refit/refit-routes.js'
import { registerMonitoringRoutes } from '../modules/scoring/validation/monitoring-routes.js'
import { registerBackTestRoutes } from '../modules/scoring/validation/back-test-routes.js'
import { registerMoveRoutes } from '../modules/scoring/re-rating/move-routes.js'
import { registerReratingPolicyRoutes } from '../modules/scoring/re-rating/rerating-policy-routes.js'
import { registerReviewRoutes } from '../modules/re-rating/review-routes.js'
import { registerRecoveryRoutes } from '../modules/recoveries/routes.js'
import { registerWarningRoutes } from '../modules/re-rating/warning-routes.js'
import { registerGuaranteeRoutes } from '../modules/claims/guarantee-routes.js'
import { registerLetterRoutes } from '../modules/claims/letter-routes.js'
import { registerClaimRoutes } from '../modules/claims/routes.js'
import { registerPaymentOrderRoutes } from '../modules/claims/payment-order-routes.js'
import { registerInterestNoteRoutes } from '../modules/claims/interest-note-routes.js'
import { registerWaiverRoutes } from '../modules/claims/waiver-routes.js'
import { registerClaimRuleRoutes } from '../modules/claims/rule-routes.js'
import { registerScoringRoutes } from '../modules/scoring/routes.js'
import { registerScorecardRoutes } from '../modules/scoring/scorecard-routes.js'

/** Registers the routes of one module. */
export type RegisterRoutes = (app: App, deps: Deps) => void

/** The routes of every module that needs no more than the common dependencies, in module order. */
export const moduleRoutes: readonly RegisterRoutes[] = [
  registerAuditRoutes,
  (app, deps) => registerApprovalRoutes(app, deps, approvals),
  registerSegmentRoutes,
  (app, deps) => registerCustomerRoutes(app, deps, effects),
  registerAccountReadRoutes,
  registerHandOverRoutes,
  registerOwnerRoutes,
  registerCustomerCsvRoutes,
  registerFactsRoutes,
  registerReceivablesRoutes,
  registerAgingSheetRoutes,
  registerStatementPaperRoutes,
  (app, deps) => registerArrangementRoutes(app, deps, approvals),
  (app, deps) => registerReceiptRoutes(app, deps, effects),
  (app, deps) => registerBillRoutes(app, deps, effects),
  (app, deps) => registerBankLineRoutes(app, deps, effects),
  registerInvoiceRoutes,
  registerStatementRequestRoutes,
  registerStatementLinkRoutes,
  registerStatementBatchRoutes,
  registerClaimRoutes,
  registerClaimRuleRoutes,
  registerLetterRoutes,
  registerGuaranteeRoutes,
  registerPaymentOrderRoutes,
  registerInterestNoteRoutes,
  (app, deps) => registerWaiverRoutes(app, deps, approvals),
  registerSnapshotRoutes,
  registerComparisonRoutes,
  registerRollRateRoutes,
  registerMatrixRoutes,
  registerAssessmentRoutes,
  registerProvisionRunRoutes,
  registerJournalRoutes,
  registerReconciliationRoutes,
  registerScoringRoutes,
  (app, deps) => registerScorecardRoutes(app, deps, approvals),
  (app, deps) => registerOverrideRoutes(app, deps, approvals),
  (app, deps) => registerOverlayRoutes(app, deps, approvals),
  registerReratingPolicyRoutes,
  registerMoveRoutes,
  registerTrainingRoutes,
  (app, deps) => registerModelRoutes(app, deps, approvals),
  registerModelReportRoutes,
  registerOnnxRoutes,
  registerModelScoreRoutes,
  registerBackTestRoutes,
  registerMonitoringRoutes,
  registerMoneyRoutes,
  registerRefitRoutes,
  registerCashForecastRoutes,
  registerExpectedItemRoutes,
  (app, deps) => registerForecastModelRoutes(app, deps, approvals),
  (app, deps) => registerPolicyRoutes(app, deps, approvals),
  registerPolicyDraftRoutes,
  registerPolicyCoverageRoutes,
  registerAccountPolicyRoutes,
  (app, deps) => registerLimitRoutes(app, deps, effects, approvals),
  (app, deps) => registerProposalRoutes(app, deps, effects, approvals),
  (app, deps) => registerAutomaticRoutes(app, deps, effects),
  registerDocumentListRoutes,
  (app, deps) => registerCheckRoutes(app, deps, createCheckService(deps)),
  registerDocumentRoutes,
  registerExposureRoutes,
  (app, deps) => registerHoldRoutes(app, deps, approvals),
  registerHoldWorkRoutes,
  registerReleaseReportRoutes,
  (app, deps) => registerRulesRoutes(app, deps, approvals),
  registerRulesDraftRoutes,
  registerWarningRoutes,
  registerReviewRoutes,
  (app, deps) => registerRecoveryRoutes(app, deps, approvals),
  registerWorklistRoutes,
  registerCollectorRoutes,
  registerTeamRoutes,
  registerContactRoutes,
  (app, deps) => registerStrategyRoutes(app, deps, approvals),
  registerStrategyTrialRoutes,
  registerDunningRunRoutes,
  registerDunningMessageRoutes,
  registerDunningTemplateRoutes,
  registerExclusionRoutes,
  registerSimulationRoutes,
  registerSimulationResultRoutes,
  registerInsightRoutes,
  registerCreditReportRoutes,
  registerExpectedLossRoutes,
  registerMarginRoutes,
  registerFundingRateRoutes,
  registerSearchRoutes,
  registerImportRoutes,
]
