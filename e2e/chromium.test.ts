import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './chromium.js'

describe('the test browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
  })

  it('draws Chinese, each character its own', async () => {
    const page = await browser.newPage()
    await page.setContent('<p style="font: 40px sans-serif"><span>信</span> <span>衡</span></p>')
    const [first, second] = await page.locator('span').all()
    // Without a font that has them, both would be the same empty box.
    expect(await first?.screenshot()).not.toEqual(await second?.screenshot())
    await page.close()
  })
})
