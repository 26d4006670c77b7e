import type { ScorecardReport } from './domain/book-effect.js'

/** A report as answered. */
export function reportJson(report: ScorecardReport) {
  return { ...report, warnings: [...report.warnings] }
}
