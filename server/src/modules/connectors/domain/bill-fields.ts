import type { ImportField } from './import-field.js'
import { currency, customerCode, field, segment } from './party-fields.js'

/**
 * A register of bills as the electronic commercial draft system and the internet banks export it. Such files know no
 * customer code: whoever endorsed the bill to us, or drew it where nobody did, is the customer of that name.
 */
export const billFields: readonly ImportField[] = [
  field(
    'number',
    'code',
    '票据号码',
    'Bill number',
    '票据号|票号|票据（包）号|票据（包）号码|票据包号|电票号码|电子票据号码|汇票号码|汇票号|承兑汇票号|bill no|draft number|draft no',
    { required: true, sample: '530651000012320260315001234567' },
  ),
  field(
    'subRange',
    'code',
    '子票区间',
    'Sub-range',
    '子票区间号|子票区间段|票据区间|sub range|sub-bill range',
    {
      sample: '',
    },
  ),
  field(
    'kind',
    'choice',
    '票据种类',
    'Kind of bill',
    '票据类型|汇票种类|汇票类型|票种|bill type|draft type',
    {
      required: true,
      choices: {
        bank: [
          ...['银行承兑汇票', '电子银行承兑汇票', '银承汇票', '银行承兑', '银承', '银票', '电子银票', 'ac01'],
          ...['bank', 'bank acceptance', 'bank acceptance bill', 'bank accepted draft'],
        ],
        commercial: [
          ...['商业承兑汇票', '电子商业承兑汇票', '商承汇票', '商业承兑', '商承', '商票', '电子商票', 'ac02'],
          ...['财务公司承兑汇票', '电子财务公司承兑汇票', '财务公司承兑', '财票'],
          ...['commercial', 'commercial acceptance', 'commercial acceptance bill', 'trade acceptance'],
        ],
      },
      sample: '银行承兑汇票',
    },
  ),
  field(
    'amount',
    'amount',
    '票面金额',
    'Face amount',
    '票据金额|票据（包）金额|票据包金额|汇票金额|金额|amount|bill amount|face value',
    { required: true, sample: '500000.00' },
  ),
  field(
    'issuedOn',
    'day',
    '出票日',
    'Issued on',
    '出票日期|签发日期|签发日|开票日期|issue date|date of issue|issued',
    {
      ...{ required: true, sample: '2026-03-15' },
    },
  ),
  field(
    'maturesOn',
    'day',
    '到期日',
    'Matures on',
    '到期日期|汇票到期日|票据到期日|maturity|maturity date|due date',
    {
      ...{ required: true, sample: '2026-09-15' },
    },
  ),
  field('drawer', 'text', '出票人', 'Drawer', '出票人名称|出票人全称|出票单位|drawer name', {
    ...{ required: true, sample: '上海某某贸易有限公司' },
  }),
  field(
    'acceptor',
    'text',
    '承兑人',
    'Acceptor',
    '承兑人名称|承兑人全称|承兑行|承兑行名称|acceptor name|accepting bank',
    {
      ...{ required: true, sample: '某某银行上海分行' },
    },
  ),
  field(
    'endorser',
    'text',
    '背书人',
    'Endorser',
    '背书人名称|背书人全称|前手|前手名称|直接前手|转让人|转让人名称|交易对手|交易对手名称|客户名称|endorser name|transferor|customer name',
    { sample: '上海某某贸易有限公司' },
  ),
  field(
    'receivedOn',
    'day',
    '收票日',
    'Received on',
    '收票日期|收到日期|签收日期|背书日期|背书转让日期|入库日期|received|receipt date|endorsement date',
    { sample: '2026-03-20' },
  ),
  field('reference', 'text', '附言', 'Reference', '备注|说明|用途|业务备注|remark|remarks|memo', {
    sample: 'INV-1001',
  }),
  { ...customerCode, required: false },
  currency,
  segment,
]
