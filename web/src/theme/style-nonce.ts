/** The server may put a nonce for style elements into `<meta name="csp-nonce">`; see web/README.md. */
export function readStyleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return nonce === '' ? undefined : nonce
}

/**
 * Gives every style element made by our scripts the nonce. antd passes it on almost everywhere, but its scroll lock
 * and its scroll bar measurement make style elements without it, which a strict policy then blocks.
 */
export function giveStylesTheNonce(nonce: string): void {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
