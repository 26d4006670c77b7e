import { BandsPanel } from './bands-panel'
import { CapsPanel } from './caps-panel'
import styles from './designer.module.css'
import type { FrameProps } from './frame-fields'
import { VetoesPanel } from './vetoes-panel'

/** Grade bands, the alert line, caps by coverage and vetoes. */
export function FramePanel(props: FrameProps) {
  return (
    <div className={styles.stack}>
      <BandsPanel {...props} />
      <CapsPanel {...props} />
      <VetoesPanel {...props} />
    </div>
  )
}
