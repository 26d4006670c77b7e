import { MailPanel } from './mail-panel'
import styles from './notifications.module.css'
import { RobotsPanel } from './robots-panel'

/** The mail server and the robots of group chats. */
export function ChannelsPart() {
  return (
    <div className={styles.stack}>
      <MailPanel />
      <RobotsPanel />
    </div>
  )
}
