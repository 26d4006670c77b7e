import { describe, expect, it } from 'vitest'
import { createPdf } from './pdf-document.js'

describe('a PDF', () => {
  it('embeds the Chinese glyphs that it uses and breaks a long table over pages', async () => {
    const pdf = createPdf({ title: '放行订单', subtitle: 'AP-000001', footer: '信衡', at: new Date(0) })
    pdf.heading('审批经过')
    pdf.pairs([
      ['申请人', '李伟'],
      ['提交时间', '2026-11-22 10:30'],
      ['理由', '客户已承诺本周五前付清逾期货款，同意放行本单。'.repeat(6)],
    ])
    const rows = Array.from({ length: 120 }, (_, index) => [
      `节点 ${index}`,
      '同意',
      '意见：情况属实，同意放行。',
    ])
    const columns = [
      { title: '节点', share: 1 },
      { title: '结果', share: 1 },
      { title: '意见', share: 3 },
    ]
    pdf.table(columns, rows)
    const bytes = await pdf.finish()
    const text = bytes.toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toMatch(/NotoSansSC/)
    const [, pages] = /\/Type \/Pages\s*\/Count (\d+)/.exec(text) ?? []
    expect(Number(pages)).toBeGreaterThanOrEqual(3)
    // Both weights as subsets: the fonts themselves are 2.5 MB each.
    expect(bytes.length).toBeLessThan(120_000)
  })
})
