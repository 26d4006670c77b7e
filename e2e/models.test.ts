import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from './accessibility.js'
import { demoPeople } from './demo-people.js'
import type { Visitor } from './visitor.js'

/** Models are never deleted: a run on a book that has seen one before makes a family of its own. */
const run = Date.now().toString(36)

const { as } = demoPeople()
let folder: string
let file: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinheng-models-'))
  file = join(folder, '逾期样本.csv')
  writeFileSync(file, book())
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Customers with a high share overdue and a short relation turn bad, with some noise. */
function book(): string {
  const lines = Array.from({ length: 500 }, (_, at) => {
    const overdue = (at * 37) % 100
    const tenure = (at * 53) % 80
    const bad = overdue - tenure / 2 + ((at * 17) % 29) > 62 ? 1 : 0
    const day = `2025-${String(1 + Math.floor(at / 42)).padStart(2, '0')}-01`
    return [at, day, overdue * 100, tenure, ['华东', '华南', '西北'][at % 3], bad].join(',')
  })
  return `row_id,observed_on,overdue_share,tenure_months,region,target\n${lines.join('\n')}\n`
}

/** A scaled logistic regression of two columns as an ONNX file. */
const onnx = [
  'CAgSDHhpbmhlbmctdGVzdDrCAgpQCgtmbG9hdF9pbnB1dBIGc2NhbGVkIgZTY2FsZXIqEgoGb2Zmc2V0PQAAAD89AAAgQioRCgVz',
  'Y2FsZT0AAIBAPc3MTD06CmFpLm9ubngubWwKrAEKBnNjYWxlZBIFbGFiZWwSDXByb2JhYmlsaXRpZXMiEExpbmVhckNsYXNzaWZp',
  'ZXIqIgoMY29lZmZpY2llbnRzPQAAAMA9AACAPz0AAABAPQAAgL8qFgoKaW50ZXJjZXB0cz0AAIA/PQAAgL8qFgoQY2xhc3NsYWJl',
  'bHNfaW50c0AAQAEqGgoOcG9zdF90cmFuc2Zvcm0iCExPR0lTVElDOgphaS5vbm54Lm1sEgVncmFwaFoeCgtmbG9hdF9pbnB1dBIP',
  'Cg0IARIJCgMSAU4KAggCYgcKBWxhYmVsYg8KDXByb2JhYmlsaXRpZXNCDgoKYWkub25ueC5tbBAD',
].join('')

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Takes the wizard from the file to a trained model and gives its address. */
async function train({ page, open, settle }: Visitor, method: string): Promise<string> {
  await open('/models/new')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByLabel('名称').fill(`逾期预测 ${run}`)
  await page.getByLabel('编码').fill(`late-${run}`)
  await page.getByRole('radio', { name: method }).check()
  await button(page, '开始训练').click()
  await page.waitForURL(/\/models\/[0-9a-f-]{36}$/, { timeout: 90_000 })
  await settle()
  return new URL(page.url()).pathname
}

async function step({ page, settle }: Visitor, name: string, note: string): Promise<void> {
  await button(page, name).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').last().fill(note)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await settle()
}

describe('a statistical model', () => {
  it('is trained from a file, compared, submitted, approved and put to use in the browser', async () => {
    const path = await as('analyst', 1440, async (visitor) => {
      const { page, open } = visitor
      const scorecard = await train(visitor, '统计评分卡')
      const trees = await train(visitor, '梯度提升树')
      await open(`/models/compare?a=${scorecard.split('/')[2] ?? ''}&b=${trees.split('/')[2] ?? ''}`)
      expect(await page.getByText('配对 DeLong 检验').isVisible()).toBe(true)
      await open(scorecard)
      for (const tab of ['', '/variables', '/use', '/recipe', '/events']) {
        await open(`${scorecard}${tab}`)
        expect(await seriousFaults(page)).toEqual([])
      }
      await open(scorecard)
      await step(visitor, '验证通过', '区分能力和校准都达到要求')
      await step(visitor, '提交审批', '替换人工评分')
      await page.getByText('等待决定').waitFor()
      return scorecard
    })

    await as('manager', 1440, async ({ page, open, settle }) => {
      await open('/approvals')
      await page.getByText(`模型「逾期预测 ${run}」`).first().click()
      await settle()
      expect(await page.getByText('区分能力和校准都达到要求').first().isVisible()).toBe(true)
      await page
        .getByRole('button', { name: /^(批准|同意)/ })
        .first()
        .click()
      const dialog = page.getByRole('dialog')
      if (await dialog.isVisible())
        await dialog
          .getByRole('button', { name: /批准|同意|确定/ })
          .last()
          .click()
      await settle()
      await open(path)
      await page.getByText('冠军：它的违约概率生效').waitFor()
    })

    await as('analyst', 390, async ({ page, open }) => {
      await open('/models')
      expect(await page.getByText(`逾期预测 ${run}`).first().isVisible()).toBe(true)
      await open(path)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
    })
  })

  it('of elsewhere is taken from an ONNX file, mapped to features and tried on data', async () => {
    const path = await as('analyst', 1440, async ({ page, open, settle }) => {
      await open('/models')
      const buffer = Buffer.from(onnx, 'base64')
      const mimeType = 'application/octet-stream'
      await page.locator('input[type=file]').setInputFiles({ name: 'logistic.onnx', mimeType, buffer })
      const drawer = page.getByRole('dialog')
      await drawer.getByLabel('名称').fill(`外部模型 ${run}`)
      await drawer.getByLabel('编码').fill(`foreign-${run}`)
      await drawer.getByLabel('按顺序粘贴特征名').fill('overdue_share, tenure_months')
      await drawer.getByRole('button', { name: '填入（2 / 2）' }).click()
      // Shares are basis points here and fractions there.
      await drawer.getByLabel('乘以').first().fill('0.0001')
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await button(page, '保存').click()
      await page.waitForURL(/\/models\/[0-9a-f-]{36}$/)
      await page.getByText('来自 ONNX').waitFor()
      await page.getByRole('button', { name: '在数据上试跑' }).click()
      await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
      await page.getByLabel('目标列').waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await button(page, '保存').click()
      await page.waitForURL(/\/models\/trainings\//)
      await page.waitForURL(/\/models\/[0-9a-f-]{36}$/, { timeout: 90_000 })
      await page.getByText('在未参与训练的数据上试跑。').waitFor()
      await button(page, '验证通过').waitFor()
      return new URL(page.url()).pathname
    })
    await as('analyst', 390, async ({ page, open }) => {
      await open(`${path}/recipe`)
      await page.getByText('ONNX 文件').waitFor()
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
    })
  })

  it('shows the bins as they are cut by hand', async () => {
    await as('analyst', 1440, async (visitor) => {
      const { page, open, settle } = visitor
      await open('/models/new')
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByLabel('名称').fill(`手工分箱 ${run}`)
      await page.getByLabel('编码').fill(`bins-${run}`)
      await page
        .getByRole('row', { name: /overdue_share/ })
        .getByRole('button', { name: '分箱…' })
        .click()
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: '手工编辑' }).click()
      await drawer.getByRole('searchbox', { name: '增加一个切点' }).fill('4321')
      await drawer.getByRole('button', { name: '切开' }).click()
      await drawer.getByRole('spinbutton').and(drawer.locator('[value="4321"]')).waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
    })
  })

  it('learns from a sample of the book, counted before it is drawn', async () => {
    await as('analyst', 1440, async ({ page, open, settle }) => {
      await open('/models/new')
      await button(page, '先数一数').click()
      await page.getByText(/^好 \d+，坏 \d+/).waitFor()
      await settle()
      expect(await seriousFaults(page)).toEqual([])
      await button(page, '抽取样本').click()
      await page.getByText('要预测什么').waitFor()
    })
    await as('analyst', 390, async ({ page, open }) => {
      await open('/models/new')
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
    })
  })
})
