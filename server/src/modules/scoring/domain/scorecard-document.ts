import type { Language } from '../../../kernel/bilingual.js'
import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportDocument,
  type ReportSection,
} from '../../../kernel/report/document.js'
import { grouped, NOTHING, speaking, type Say } from '../../../kernel/report/texts.js'
import type { BookEffect, ScorecardReport } from './book-effect.js'
import { rate, share } from './models/validation-texts.js'
import type { Scorecard } from './scorecard.js'
import { scorecardInWords } from './scorecard-in-words.js'

/** A version of the scorecard with the validation that it was published with, and who takes the paper when. */
export interface ReportedScorecard {
  readonly organisation: string
  readonly version: number
  readonly content: Scorecard
  readonly createdBy: string
  /** Days and instants as the organisation's clocks show them. */
  readonly validFrom: string
  readonly createdAt: string
  readonly madeAt: string
  readonly madeBy: string
  readonly report: ScorecardReport | null
}

/** The validation report of an expert scorecard: its effect on the book, what to look at, and the whole document. */
export function scorecardDocument(one: ReportedScorecard, language: Language): ReportDocument {
  const say = speaking(language)
  const { content, report } = one
  return {
    language,
    title: say('评分卡验证报告', 'Validation report of the scorecard'),
    subtitle: `${say(content.title.zh, content.title.en)} · ${say(`第 ${one.version} 版`, `version ${one.version}`)}`,
    organisation: one.organisation,
    subject: say(`评分卡第 ${one.version} 版`, `Scorecard, version ${one.version}`),
    date: one.madeAt.slice(0, 10),
    marking: say('内部评级，非公共征信评级', 'Internal rating, no public credit rating'),
    watermark: `${one.madeBy} · ${one.madeAt}`,
    sections: [
      about(one, say),
      ...(report === null ? [] : [warnings(report, say), effect(report.effect, say)]),
      words(content, say),
    ],
  }
}

function about(one: ReportedScorecard, say: Say): ReportSection {
  const { report, content } = one
  const tried =
    report === null
      ? say('随程序提供的初始版本，没有验证', 'comes with the program, without a validation')
      : say(
          `与第 ${report.against} 版比较，${report.at.slice(0, 10)}`,
          `against version ${report.against}, ${report.at.slice(0, 10)}`,
        )
  return {
    id: 'about',
    title: say('评分卡', 'Scorecard'),
    blocks: [
      pairs([
        [say('说明', 'Description'), say(content.description.zh, content.description.en)],
        [say('生效', 'In force from'), one.validFrom],
        [say('发布', 'Published'), `${one.createdAt} · ${one.createdBy}`],
        [say('验证', 'Validation'), tried],
        [
          say('坏客户的定义', 'Bad customers'),
          report === null ? NOTHING : say(report.badDefinition.zh, report.badDefinition.en),
        ],
      ]),
    ],
  }
}

function warnings({ warnings: all }: ScorecardReport, say: Say): ReportSection {
  const block: ReportBlock =
    all.length === 0
      ? text(say('没有需要核对的警告。', 'Nothing to warn of.'))
      : { kind: 'list', items: all.map(({ zh, en }) => say(zh, en)) }
  return { id: 'warnings', title: say('需要核对', 'To look at'), blocks: [block] }
}

const count = (value: number) => grouped(String(value))

function effect(found: BookEffect, say: Say): ReportSection {
  const { now, after, customers, bad, unrated, up, down, scoreOnly } = found
  const row = (label: string, before: string, then: string) => [label, before, then]
  return {
    id: 'effect',
    title: say('对账簿的影响', 'Effect on the book'),
    blocks: [
      pairs([
        [say('客户', 'Customers'), count(customers)],
        [say('其中坏客户', 'Of which bad'), count(bad)],
        [say('未评级', 'Unrated'), count(unrated)],
        [say('升级 / 降级', 'Up / down'), `${count(up)} / ${count(down)}`],
        [say('仅分数变化', 'Score alone'), count(scoreOnly)],
      ]),
      table(
        [
          column(say('指标', 'Figure'), 5),
          column(say('现行', 'In force'), 3, 'right'),
          column(say('本版', 'This version'), 3, 'right'),
        ],
        [
          row('AUC', rate(now.auc), rate(after.auc)),
          row(say('平均分', 'Mean score'), now.meanScore.toFixed(2), after.meanScore.toFixed(2)),
          row(say('低于提醒线', 'Below the alert line'), count(now.alerts), count(after.alerts)),
          row(say('一票否决', 'Vetoed'), count(now.vetoed), count(after.vetoed)),
        ],
      ),
      gradeTable(found, say),
      migrationTable(found, say),
    ],
  }
}

/** Both pictures by grade with the share of bad customers, which should rise from each grade to the next. */
function gradeTable({ now, after }: BookEffect, say: Say): ReportBlock {
  const cells = ({ customers, bad }: { readonly customers: number; readonly bad: number }) => [
    count(customers),
    customers === 0 ? NOTHING : share(bad / customers),
  ]
  const names = [...new Set([...now.grades, ...after.grades].map(({ grade }) => grade))]
  const of = (picture: BookEffect['now'], grade: string) =>
    picture.grades.find((one) => one.grade === grade) ?? { customers: 0, bad: 0 }
  return table(
    [
      column(say('等级', 'Grade'), 2),
      column(say('现行客户数', 'In force'), 3, 'right'),
      column(say('坏客户率', 'Bad rate'), 3, 'right'),
      column(say('本版客户数', 'This version'), 3, 'right'),
      column(say('坏客户率', 'Bad rate'), 3, 'right'),
    ],
    names.map((grade) => [grade, ...cells(of(now, grade)), ...cells(of(after, grade))]),
    { title: say('等级分布', 'Customers by grade') },
  )
}

function migrationTable({ now, after, migration }: BookEffect, say: Say): ReportBlock {
  const letters = (picture: BookEffect['now']) => {
    const own = picture.letters ?? picture.grades
    return (own.length === migration.length ? own : picture.grades).map(({ grade }) => grade)
  }
  const [from, to] = [letters(now), letters(after)]
  return table(
    [
      column(say('现行 \\ 本版', 'From \\ to'), 3),
      ...migration.map((_, at) => column(to[at] ?? '', 2, 'right')),
    ],
    migration.map((cells, at) => [
      from[at] ?? '',
      ...cells.map((value) => (value === 0 ? '·' : count(value))),
    ]),
    { title: say('等级迁移', 'Migration') },
  )
}

/** The document itself, part by part. */
function words(content: Scorecard, say: Say): ReportSection {
  return {
    id: 'document',
    title: say('评分卡内容', 'The scorecard'),
    blocks: scorecardInWords(content).map(({ name, fields }) =>
      table(
        [column(say('项', 'Item'), 3), column(say('内容', 'Content'), 8)],
        fields.map((field) => [say(field.name.zh, field.name.en), say(field.text.zh, field.text.en)]),
        { title: say(name.zh, name.en) },
      ),
    ),
  }
}
