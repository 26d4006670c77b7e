import type { Bilingual } from '../../../kernel/bilingual.js'
import { evaluate, type Contribution, type Evaluation, type GradeCap } from './evaluate.js'
import { capReason, indicatorText } from './explain.js'
import type { FeatureInputs } from './features.js'
import { inProfile } from './profiles.js'
import { indicatorsOf, type Indicator, type Scorecard } from './scorecard.js'

/** What one indicator gives under two scorecards; hundredths of a point of the score. */
export interface ContributionChange {
  readonly indicator: string
  readonly label: Bilingual
  readonly before: number
  readonly after: number
  readonly reason: Bilingual
}

/** Indicators whose contribution differs, the largest difference first. */
export function contributionChanges(
  now: { readonly scorecard: Scorecard; readonly evaluation: Evaluation },
  after: { readonly scorecard: Scorecard; readonly evaluation: Evaluation },
): ContributionChange[] {
  const before = byIndicator(now)
  const then = byIndicator(after)
  return [...new Set([...then.keys(), ...before.keys()])]
    .flatMap((code): ContributionChange[] => {
      const [was, is] = [before.get(code), then.get(code)]
      const { indicator } = is ?? was ?? {}
      const [from, to] = [was?.given.contribution ?? 0, is?.given.contribution ?? 0]
      if (!indicator || from === to) return []
      const value = indicatorText(indicator, (is ?? was)?.given.value ?? null)
      const text = `${points(from)} → ${points(to)} (${points(to - from, true)})`
      return [
        {
          ...{ indicator: code, label: indicator.label, before: from, after: to },
          reason: {
            zh: `${indicator.label.zh}（${value.zh}）：贡献 ${text}`,
            en: `${indicator.label.en} (${value.en}): contributes ${text}`,
          },
        },
      ]
    })
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
}

interface Given {
  readonly indicator: Indicator
  readonly given: Contribution
}

function byIndicator(one: {
  readonly scorecard: Scorecard
  readonly evaluation: Evaluation
}): Map<string, Given> {
  const indicators = indicatorsOf(inProfile(one.scorecard, one.evaluation.profile))
  return new Map(
    one.evaluation.contributions.flatMap((given, index) => {
      const indicator = indicators[index]
      return indicator ? [[indicator.code, { indicator, given }]] : []
    }),
  )
}

const MOST = 4

/** Why a customer moves, in words: the caps that come and go, then the largest differences of contributions. */
export function moveReasons(now: Scorecard, after: Scorecard, inputs: FeatureInputs): Bilingual[] {
  const [was, is] = [evaluate(now, inputs), evaluate(after, inputs)]
  const key = ({ kind, code, gradeAtMost }: GradeCap) => `${kind}/${code}/${gradeAtMost}`
  const [old, fresh] = [new Set(was.caps.map(key)), new Set(is.caps.map(key))]
  const come = is.caps.filter((cap) => !old.has(key(cap))).map((cap) => capReason(after, cap, is.coverage))
  const gone = was.caps
    .filter((cap) => !fresh.has(key(cap)))
    .map((cap) => capReason(now, cap, was.coverage))
    .map(({ zh, en }) => ({ zh: `不再适用：${zh}`, en: `No longer: ${en}` }))
  const changes = contributionChanges(
    { scorecard: now, evaluation: was },
    { scorecard: after, evaluation: is },
  )
  return [...come, ...gone, ...changes.map(({ reason }) => reason)].slice(0, MOST)
}

/** Hundredths of a point as points: `4.5`; with a sign when asked for. */
function points(hundredths: number, signed = false): string {
  const text = String(Math.abs(hundredths) / 100)
  if (hundredths < 0) return `−${text}`
  return signed ? `+${text}` : text
}
