import { MailPanel } from './mail-panel'
import { RobotsPanel } from './robots-panel'

/** The mail server and the robots of group chats. */
export function ChannelsPart() {
  return (
    <>
      <MailPanel />
      <RobotsPanel />
    </>
  )
}
