import styles from './access.module.css'
import { ProviderPanel } from './provider-panel'
import { SignInRulesPanel } from './sign-in-rules-panel'

/** How people sign in. */
export function SignInTab() {
  return (
    <div className={styles.stack}>
      <SignInRulesPanel />
      <ProviderPanel />
    </div>
  )
}
