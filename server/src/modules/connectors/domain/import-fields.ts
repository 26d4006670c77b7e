import { bankLineColumns } from './bank-line-columns.js'
import { billFields } from './bill-fields.js'
import { factFields } from './fact-fields.js'
import type { ImportField, ImportKind } from './import-field.js'
import { currency, customerCode, customerName, field, partyFields, segment } from './party-fields.js'

const customers: readonly ImportField[] = [
  { ...customerCode, key: 'code' },
  { ...customerName, key: 'name', required: true },
  field(
    'uscc',
    'code',
    '统一社会信用代码',
    'USCC',
    '社会信用代码|信用代码|税号|纳税人识别号|unified social credit code|tax id|tax number|vat number',
    {
      sample: '91310000MA1FL0000X',
    },
  ),
  field(
    'groupCode',
    'code',
    '信用组',
    'Credit group',
    '集团编码|集团|所属集团|母公司|group|group code|parent',
    {},
  ),
  field('industry', 'text', '行业', 'Industry', '所属行业|行业分类|行业代码|sector|industry code', {
    sample: 'F51',
  }),
  field('region', 'text', '地区', 'Region', '区域|省份|省|所在地|城市|country|country code|province|city', {
    sample: '上海',
  }),
  field(
    'ownerUsername',
    'code',
    '业务员',
    'Owner',
    '销售员|负责人|客户经理|业务员账号|salesperson|sales rep|account manager|owner username',
  ),
  field(
    'foundedOn',
    'day',
    '成立日期',
    'Founded on',
    '注册日期|成立时间|founded|established|incorporation date',
    { sample: '2010-05-18' },
  ),
  field('registeredCapital', 'amount', '注册资本', 'Registered capital', '注册资金|capital', {
    sample: '5000000.00',
  }),
  { ...currency, key: 'capitalCurrency', label: { zh: '注册资本币种', en: 'Capital currency' } },
  field('status', 'choice', '状态', 'Status', '客户状态|customer status', {
    choices: {
      active: ['active', '正常', '启用', '有效', '合作中', 'enabled'],
      inactive: ['inactive', '停用', '禁用', '无效', '停止合作', 'disabled'],
      blacklisted: ['blacklisted', '黑名单', '拉黑', 'blocked'],
    },
    sample: 'active',
  }),
]

const orders: readonly ImportField[] = [
  field(
    'number',
    'code',
    '订单号',
    'Order number',
    '订单编号|销售订单号|单据编号|单号|合同号|order no|order id|orderid|sales order|so number|po number',
    {
      required: true,
      sample: 'SO-1001',
    },
  ),
  ...partyFields,
  field(
    'date',
    'day',
    '订单日期',
    'Order date',
    '下单日期|单据日期|日期|制单日期|date|orderdate|created at',
    { required: true, sample: '2026-03-05' },
  ),
  field(
    'shipDate',
    'day',
    '交货日期',
    'Ship date',
    '发货日期|预计发货日|要求到货日|delivery date|requested date|shipdate',
    { sample: '2026-03-20' },
  ),
  field(
    'amount',
    'amount',
    '订单金额',
    'Order amount',
    '金额|价税合计|含税金额|总金额|amount|total|order total|gross amount',
    {
      required: true,
      sample: '120000.00',
    },
  ),
  field('lineNo', 'integer', '行号', 'Line number', '行项目|分录号|序号|line|line no|item no|item', {
    sample: '1',
  }),
]

const invoices: readonly ImportField[] = [
  field(
    'number',
    'code',
    '发票号',
    'Invoice number',
    '发票号码|发票编号|应收单号|单据编号|单号|invoice no|invoice id|invoiceid|invoice|document number|bill no',
    {
      required: true,
      sample: 'INV-1001',
    },
  ),
  ...partyFields,
  field(
    'date',
    'day',
    '开票日期',
    'Invoice date',
    '发票日期|单据日期|业务日期|日期|立账日期|invoicedate|date|document date|billing date|issue date',
    {
      required: true,
      sample: '2026-03-05',
    },
  ),
  field(
    'dueDate',
    'day',
    '到期日',
    'Due date',
    '到期日期|应收日期|付款到期日|应付日期|duedate|due|payment due|maturity',
    { sample: '2026-04-04' },
  ),
  field(
    'amount',
    'amount',
    '发票金额',
    'Invoice amount',
    '金额|价税合计|含税金额|应收金额|总金额|本币金额|amount|total|invoiceamount|gross amount|total amount|open amount|balance',
    {
      required: true,
      sample: '120000.00',
    },
  ),
  field('lineNo', 'integer', '行号', 'Line number', '行项目|分录号|line|line no|item no', {}),
  field('disputed', 'flag', '争议', 'Disputed', '是否争议|有争议|争议标志|dispute|in dispute', {
    sample: '否',
  }),
  field(
    'settledDate',
    'day',
    '收款日期',
    'Settled on',
    '结清日期|回款日期|付款日期|核销日期|settleddate|settled date|paid on|paid date|payment date|clearing date',
    {},
  ),
  field('orderNumber', 'code', '来源订单号', 'Source order', 'source order number|来源订单', {}),
  field(
    'originalNumber',
    'code',
    '原发票号码',
    'Credited invoice',
    '对应正数发票号码|对应蓝字发票号码|蓝字发票号码|原蓝字发票号码|原发票号|credited invoice number|original invoice|invoice reference',
    {},
  ),
]

const receipts: readonly ImportField[] = [
  field(
    'number',
    'code',
    '收款单号',
    'Receipt number',
    '收款编号|回款单号|流水号|凭证号|单据编号|单号|receipt no|receipt id|payment no|payment id|payment number|transaction id|reference',
    {
      required: true,
      sample: 'R-1001',
    },
  ),
  ...partyFields,
  field(
    'date',
    'day',
    '收款日期',
    'Receipt date',
    '回款日期|到账日期|入账日期|付款日期|单据日期|日期|date|payment date|paid on|value date',
    {
      required: true,
      sample: '2026-04-02',
    },
  ),
  field(
    'amount',
    'amount',
    '收款金额',
    'Receipt amount',
    '金额|回款金额|到账金额|实收金额|amount|payment amount|paid amount|total',
    {
      required: true,
      sample: '120000.00',
    },
  ),
  field(
    'invoiceNumber',
    'code',
    '核销发票号',
    'Settled invoice',
    '发票号|发票号码|对应发票|invoice|invoice no|invoice number|applied to',
    { sample: 'INV-1001' },
  ),
  field(
    'allocatedAmount',
    'amount',
    '核销金额',
    'Allocated amount',
    '分配金额|本次核销|allocated|applied amount|allocation',
    {},
  ),
]

const limits: readonly ImportField[] = [
  customerCode,
  segment,
  field(
    'amount',
    'amount',
    '信用额度',
    'Credit limit',
    '额度|授信额度|授信金额|信用限额|limit|limit amount|credit line|creditlimit',
    {
      required: true,
      sample: '500000.00',
    },
  ),
  currency,
  field('lineKind', 'choice', '额度类型', 'Limit kind', '类型|kind|limit type', {
    choices: {
      base: ['base', '基本', '基本额度', '固定', '固定额度', '常规'],
      temporary: ['temporary', '临时', '临时额度'],
      seasonal: ['seasonal', '季节', '季节性', '季节额度'],
      secured: ['secured', '担保', '担保额度', '抵押'],
    },
    sample: 'base',
  }),
  field('validFrom', 'day', '生效日期', 'Valid from', '起始日|开始日期|生效日|start date|from', {
    sample: '2026-01-01',
  }),
  field(
    'validTo',
    'day',
    '失效日期',
    'Valid to',
    '截止日|到期日|结束日期|失效日|有效期至|end date|to|expiry|expires',
    { endless: true },
  ),
  field('reason', 'text', '说明', 'Reason', '备注|原因|依据|remark|comment|note', { sample: '年度授信' }),
]

const margins: readonly ImportField[] = [
  ...partyFields,
  field(
    'month',
    'month',
    '月份',
    'Month',
    '期间|会计期间|所属期|所属月份|年月|核算期间|period|accounting period|fiscal period|year month',
    { required: true, sample: '2026-03' },
  ),
  field(
    'salesRevenue',
    'amount',
    '销售收入',
    'Revenue',
    '主营业务收入|营业收入|收入|销售额|不含税收入|不含税金额|sales|net sales|sales revenue|turnover',
    { required: true, sample: '120000.00' },
  ),
  field(
    'salesCost',
    'amount',
    '销售成本',
    'Cost',
    '主营业务成本|营业成本|成本|cost of sales|cost of goods sold|cogs',
    { sample: '96000.00' },
  ),
  field(
    'salesMargin',
    'amount',
    '毛利',
    'Margin',
    '毛利额|销售毛利|贡献毛益|贡献毛利|gross margin|gross profit|contribution margin',
    { sample: '24000.00' },
  ),
]

/** A bank statement: the usual columns of Chinese banks' exports. */
const bankLineFields: readonly ImportField[] = [
  ...bankLineColumns.map(({ key, type, zh, en, synonyms, ...details }) =>
    field(key, type, zh, en, synonyms, details),
  ),
  currency,
  segment,
]

/** Every field of every kind of import. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  customers,
  facts: factFields,
  orders,
  invoices,
  receipts,
  limits,
  'bank-lines': bankLineFields,
  margins,
  bills: billFields,
}

export const importKinds = Object.keys(importFields) as readonly ImportKind[]
