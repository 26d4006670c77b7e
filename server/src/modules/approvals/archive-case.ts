import type { Language } from '../../kernel/bilingual.js'
import type { MoneyJson } from '../../kernel/money.js'
import { createPdf, type PdfWriter } from '../../platform/pdf/pdf-document.js'
import { archiveWords, type ArchiveWords } from './archive-words.js'
import type { SnapshotRow } from './case-record.js'
import type { presentCase } from './present-case.js'
import type { Shown } from './shown.js'

type CaseJson = Awaited<ReturnType<typeof presentCase>>

interface Archiving {
  readonly presented: CaseJson
  readonly language: Language
  readonly timeZone: string
  readonly at: Date
}

/** The case on paper: request, figures as they were, every step with its time and comment. */
export function archiveCase(archiving: Archiving): Promise<Buffer> {
  const { presented, language, at } = archiving
  const { dossier } = presented
  const words = archiveWords[language]
  const when = instantIn(archiving)
  const pdf = createPdf({
    title: presented.title[language],
    subtitle: `${presented.number}　${words.statuses[presented.status]}`,
    footer: `${presented.number}　${words.printed} ${when(at.toISOString())}`,
    at,
  })
  pdf.heading(words.request)
  pdf.pairs([
    [words.submitter, presented.submitter.displayName],
    [words.submittedAt, when(presented.submittedAt)],
    [words.flow, `${presented.flow.name[language]} v${presented.flow.version}`],
    [words.closedAt, presented.closedAt === null ? '—' : when(presented.closedAt)],
    ...rowsOf(dossier.request, language, when),
  ])
  if (presented.conditions) {
    const { amount, validUntil, securities } = presented.conditions
    pdf.pairs([
      [words.conditionAmount, amount ? moneyText(amount) : '—'],
      [words.conditionUntil, validUntil ?? '—'],
      ...securities.map((one): [string, string] => [words.conditionSecurity, securityText(one, words, when)]),
    ])
  }
  figures(pdf, archiving, words)
  path(pdf, archiving, words)
  return pdf.finish()
}

type SecurityJson = NonNullable<CaseJson['conditions']>['securities'][number]

/** What was asked for, and who confirmed it on which document. */
function securityText(
  { kind, amount, note, dueOn, status, confirmed }: SecurityJson,
  words: ArchiveWords,
  when: (at: string) => string,
): string {
  const asked = [
    words.securities[kind],
    ...(amount ? [moneyText(amount)] : []),
    ...(note === null ? [] : [note]),
    `${words.securityDue} ${dueOn}`,
  ]
  const state = confirmed
    ? [words.securityStates.confirmed, confirmed.by.displayName, when(confirmed.at), confirmed.reference]
    : [words.securityStates[status]]
  return [...asked, ...state].join('，')
}

function figures(pdf: PdfWriter, archiving: Archiving, words: ArchiveWords): void {
  const { presented, language } = archiving
  const { customer, credit, rating, reasons } = presented.dossier
  if (customer) {
    pdf.heading(words.figures)
    pdf.pairs([
      [words.customer, `${customer.name}（${customer.code}）`],
      [words.owner, customer.owner?.displayName ?? '—'],
      ...(credit
        ? ([
            [words.limit, credit.limit ? moneyText(credit.limit) : words.limitModes[credit.limitMode]],
            [words.exposure, moneyText(credit.exposure)],
            [words.available, credit.available ? moneyText(credit.available) : '—'],
            [words.overdue, `${moneyText(credit.overdue)}（${credit.oldestDays} ${words.days}）`],
          ] as const)
        : []),
      ...(rating ? ([[words.grade, `${rating.grade}（${rating.score}）`]] as const) : []),
    ])
  }
  compared(pdf, archiving, words)
  if (reasons.length > 0) {
    pdf.heading(words.reasons)
    for (const reason of reasons) pdf.paragraph(`· ${reason[language]}`)
  }
}

/** The figures on submission beside those of the end, and what a document changes. */
function compared(pdf: PdfWriter, archiving: Archiving, words: ArchiveWords): void {
  const { presented, language } = archiving
  const { figures: rows, revision } = presented.dossier
  const shown = (value: Shown) => shownTextOf(value, language, instantIn(archiving))
  if (rows.length > 0) {
    pdf.heading(words.compared)
    pdf.table(
      [
        { title: words.figure, share: 34 },
        { title: words.onSubmission, share: 33 },
        { title: presented.closedAt === null ? words.atPresent : words.atEnd, share: 33 },
      ],
      rows.map(({ label, before, now }) => [label[language], shown(before), shown(now)]),
    )
  }
  if (revision.length > 0) {
    pdf.heading(words.revision)
    pdf.table(
      [
        { title: words.part, share: 25 },
        { title: words.field, share: 19 },
        { title: words.before, share: 28 },
        { title: words.after, share: 28 },
      ],
      revision.map(({ part, field, before, after }) => [
        part[language],
        field[language],
        before?.[language] ?? '—',
        after?.[language] ?? '—',
      ]),
    )
  }
}

function path(pdf: PdfWriter, archiving: Archiving, words: ArchiveWords): void {
  const { presented, language } = archiving
  const when = instantIn(archiving)
  pdf.heading(words.path)
  const rows = presented.path.flatMap((visit) =>
    visit.steps.map((step) => [
      visit.round > 1 ? `${visit.name[language]}（${visit.round}）` : visit.name[language],
      step.onBehalfOf === null
        ? step.assignee.displayName
        : `${step.assignee.displayName}（${words.deputyOf} ${step.onBehalfOf}）`,
      step.earlierStepId === null ? words.steps[step.status] : words.passedOver,
      when(step.openedAt),
      step.decidedAt === null ? '—' : when(step.decidedAt),
      step.comment ?? '',
    ]),
  )
  pdf.table(
    [
      { title: words.node, share: 15 },
      { title: words.person, share: 15 },
      { title: words.result, share: 11 },
      { title: words.opened, share: 16 },
      { title: words.decided, share: 16 },
      { title: words.comment, share: 27 },
    ],
    rows,
  )
  const said = presented.events.filter(({ kind, comment }) => kind === 'comment' && comment !== null)
  if (said.length === 0) return
  pdf.heading(words.comments)
  for (const { actor, at, comment } of said)
    pdf.paragraph(`${actor.displayName}　${when(at)}　${comment ?? ''}`)
}

function rowsOf(
  rows: readonly SnapshotRow[],
  language: Language,
  when: (at: string) => string,
): [string, string][] {
  return rows.map(({ label, value }) => [label[language], shownTextOf(value, language, when)])
}

function shownTextOf(value: Shown, language: Language, when: (at: string) => string): string {
  switch (value.kind) {
    case 'money':
      return moneyText(value.money)
    case 'text':
      return value.text[language]
    case 'number':
      return value.value
    case 'day':
      return value.day
    case 'instant':
      return when(value.at)
    case 'none':
      return '—'
  }
}

function moneyText({ amount, currency }: MoneyJson): string {
  const [whole = '', fraction] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${currency} ${fraction === undefined ? grouped : `${grouped}.${fraction}`}`
}

function instantIn({ timeZone }: Pick<Archiving, 'timeZone'>): (at: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (at) => format.format(new Date(at))
}
