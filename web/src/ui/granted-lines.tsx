import { useText } from '../i18n/use-text'
import styles from './granted-lines.module.css'

interface Text {
  zh: string
  en: string
}

/** What a row of the credit policy gives beside the limit: terms, price, security, review. */
export function GrantedLines({ lines }: { lines: readonly { name: Text; text: Text }[] }) {
  const textOf = useText()
  if (lines.length === 0) return null
  return (
    <dl className={styles.lines}>
      {lines.map(({ name, text }) => (
        <div key={name.en}>
          <dt>{textOf(name)}</dt>
          <dd>{textOf(text)}</dd>
        </div>
      ))}
    </dl>
  )
}
