import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportSection,
} from '../../../../kernel/report/document.js'
import { joined, moneyText, NOTHING, type Say } from '../../../../kernel/report/texts.js'
import type { CreditReport, Fact } from './report-data.js'
import { factText } from './facts-section.js'

/** Who the customer is, and with whom it belongs together. */
export function identitySection(report: CreditReport, say: Say): ReportSection {
  const { identity: who } = report
  const status = {
    active: say('正常', 'active'),
    inactive: say('停用', 'inactive'),
    blacklisted: say('黑名单', 'blacklisted'),
  }[who.status]
  const uscc = joined(
    [who.uscc, who.uscCheck === 'failed' && say('（校验位不符，待核实）', '(check digit fails)')],
    ' ',
  )
  const rows: [string, string][] = [
    [say('客户名称', 'Name'), who.name],
    [say('客户编码', 'Code'), who.code],
    [say('统一社会信用代码', 'USCC'), uscc],
    [say('法定代表人', 'Legal representative'), known(report, 'legal_representative', say)],
    [say('行业', 'Industry'), who.industry ?? NOTHING],
    [say('地区', 'Region'), who.region ?? NOTHING],
    [say('成立日期', 'Founded on'), who.foundedOn ?? known(report, 'founded_on', say)],
    [say('登记状态', 'Registration'), known(report, 'registration_status', say)],
    [
      say('注册资本', 'Registered capital'),
      who.registeredCapital ? moneyText(who.registeredCapital) : known(report, 'registered_capital', say),
    ],
    [say('实缴资本', 'Paid-in capital'), known(report, 'paid_in_capital', say)],
    [say('参保人数', 'Employees'), known(report, 'employees', say)],
    [say('业务负责人', 'Account owner'), who.owner ?? NOTHING],
    [say('客户状态', 'Status'), status],
    [say('建档日期', 'Customer since'), who.since],
  ]
  const forced =
    who.forcedHold === null
      ? []
      : [text(say(`客户已被强制冻结：${who.forcedHold}`, `All orders are held: ${who.forcedHold}`))]
  return {
    id: 'identity',
    title: say('基本信息与关联企业', 'Identity and affiliates'),
    blocks: [pairs(rows), ...forced, ...groupBlocks(report, say)],
  }
}

function known({ facts }: CreditReport, item: string, say: Say): string {
  const fact: Fact | undefined = facts?.find((one) => one.item === item)
  return fact ? factText(fact, say) : NOTHING
}

function groupBlocks({ group, identity }: CreditReport, say: Say): ReportBlock[] {
  const others = group.members.filter(({ code }) => code !== identity.code)
  if (others.length === 0 && group.unseen === 0)
    return [
      text(
        say('未归入多客户信用组，额度与占用单独计算。', 'It stands alone: limit and exposure are its own.'),
        true,
      ),
    ]
  const unseen =
    group.unseen === 0
      ? []
      : [
          text(
            say(
              `另有 ${group.unseen} 家成员不在您的数据范围内。`,
              `${group.unseen} more outside of your data scope.`,
            ),
            true,
          ),
        ]
  return [
    table(
      [column(say('成员编码', 'Code'), 3), column(say('名称', 'Name'), 8), column(say('等级', 'Grade'), 2)],
      group.members.map(({ code, name, grade }) => [code, name, grade ?? NOTHING]),
      { title: say(`信用组 ${group.code} ${group.name}`, `Credit group ${group.code} ${group.name}`) },
    ),
    ...unseen,
  ]
}
