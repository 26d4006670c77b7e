import { counted } from '../../../../kernel/counted.js'
import { pairs, text, type ReportBlock, type ReportSection } from '../../../../kernel/report/document.js'
import { moneyText, type Say } from '../../../../kernel/report/texts.js'
import type { Recommendation } from './report-data.js'

/** Limit and terms that the policy in force would give, step by step. */
export function recommendationSection(all: readonly Recommendation[], say: Say): ReportSection {
  const none = text(
    say('没有信用账户，政策不作建议。', 'There is no account that the policy could speak about.'),
    true,
  )
  return {
    id: 'recommendation',
    title: say('授信建议', 'Recommendation'),
    blocks: all.length === 0 ? [none] : all.flatMap((one) => recommendation(one, say)),
  }
}

function recommendation(one: Recommendation, say: Say): ReportBlock[] {
  const { segment, proposal, current, currentNetDays, policyVersion, policyTitle } = one
  const days = (count: number | null) =>
    count === null ? '' : say(`，账期 ${count} 天`, `, ${counted(count, 'day')}`)
  const now = `${current ? moneyText(current) : say('未授信', 'no credit')}${days(currentNetDays)}`
  const policy = `${say(policyTitle.zh, policyTitle.en)} v${policyVersion}`
  if (proposal === null)
    return [
      pairs([
        [say('信用段', 'Segment'), segment],
        [say('现有授信', 'In force'), now],
      ]),
      text(
        say(
          `现行政策（${policy}）对该账户不作建议：未评级、已停用或有意不限额。`,
          `The policy in force (${policy}) says nothing about this account: not rated, inactive, or deliberately unlimited.`,
        ),
        true,
      ),
    ]
  const isNone = /^[0.]+$/.test(proposal.limit.amount)
  return [
    pairs([
      [say('信用段', 'Segment'), segment],
      [say('依据政策', 'By policy'), policy],
      [say('建议额度', 'Proposed limit'), isNone ? say('不授信', 'no credit') : moneyText(proposal.limit)],
      [say('现有授信', 'In force'), now],
      [say('依据等级', 'By grade'), one.grade ?? ''],
      ...proposal.granted.map(
        ({ name, text: words }) => [say(name.zh, name.en), say(words.zh, words.en)] as const,
      ),
    ]),
    { kind: 'list', items: proposal.steps.map(({ zh, en }) => say(zh, en)) },
  ]
}
