import { ProviderPanel } from './provider-panel'
import { SignInRulesPanel } from './sign-in-rules-panel'

/** How people sign in. */
export function SignInTab() {
  return (
    <>
      <SignInRulesPanel />
      <ProviderPanel />
    </>
  )
}
