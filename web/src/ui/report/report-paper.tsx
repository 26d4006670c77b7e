import { ReportDrawing } from './report-drawing'
import { ReportTable } from './report-table'
import styles from './report.module.css'
import type { ReportBlock, ReportDocument } from './report-types'

function Block({ block }: { block: ReportBlock }) {
  switch (block.kind) {
    case 'figures':
      return (
        <dl className={styles.figures}>
          {block.items.map(({ label, value, note }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={styles.value}>{value}</dd>
              <dd className={styles.note}>{note}</dd>
            </div>
          ))}
        </dl>
      )
    case 'pairs':
      return (
        <dl className={styles.pairs}>
          {block.rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'text':
      return <p className={block.quiet ? styles.quietText : styles.text}>{block.text}</p>
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'table':
      return <ReportTable table={block} />
    case 'charts':
      return (
        <div className={styles.charts}>
          {block.charts.map(({ title, drawing }, at) => (
            <figure key={at}>
              {title !== '' && <figcaption>{title}</figcaption>}
              <ReportDrawing drawing={drawing} />
            </figure>
          ))}
        </div>
      )
  }
}

const STAMPS = Array.from({ length: 24 }, (_, at) => at)

/** A report as a sheet of paper, for reading and for printing: the same document as the PDF. */
export function ReportPaper({ report }: { report: ReportDocument }) {
  return (
    <article className={styles.paper} lang={report.language === 'zh' ? 'zh-CN' : 'en'}>
      <div className={styles.watermark} aria-hidden>
        {STAMPS.map((at) => (
          <span key={at} data-stamp={report.watermark} />
        ))}
      </div>
      <header className={styles.head}>
        <p>
          <span>{report.organisation}</span>
          <span>{report.date}</span>
        </p>
        <h2>{report.title}</h2>
        <p className={styles.quietText}>{report.subtitle}</p>
        <p className={styles.marking}>{report.marking}</p>
      </header>
      {report.sections.map(({ id, title, blocks }) => (
        <section key={id} className={styles.section} id={id}>
          <h3>{title}</h3>
          {blocks.map((block, at) => (
            <Block key={at} block={block} />
          ))}
        </section>
      ))}
    </article>
  )
}
