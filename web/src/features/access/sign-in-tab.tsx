import { ProviderPanel } from './provider-panel'

/** How people sign in. */
export function SignInTab() {
  return <ProviderPanel />
}
