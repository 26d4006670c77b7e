import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What a page makes hard for people who do not see it or use no mouse: serious and critical findings of axe, with the
 * first places of each. Our pages have no frames, so axe need not gather its findings in a page of its own.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const targets = nodes.map(({ target }) => target.join(' ')).slice(0, 3)
      return `${id} at ${targets.join(', ')}`
    })
}
