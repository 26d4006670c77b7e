/** A trade of customers: the class of GB/T 4754-2017, its name, and words their company names use. */
export interface Industry {
  readonly code: string
  readonly name: string
  readonly words: readonly string[]
  /** Net profit of a year in per mille of revenue for a sound company of the trade. */
  readonly marginPermille: number
  /** Calendar months in which the trade buys most. */
  readonly highSeason: readonly number[]
}

function industry(
  code: string,
  name: string,
  words: readonly string[],
  marginPermille: number,
  highSeason: readonly number[] = [],
): Industry {
  return { code, name, words, marginPermille, highSeason }
}

export const INDUSTRIES: readonly Industry[] = [
  industry('C1411', '糕点、面包制造', ['食品', '食品科技'], 55, [8, 9, 12, 1]),
  industry('C1713', '棉印染精加工', ['纺织', '印染'], 32, [3, 4, 9, 10]),
  industry('C2231', '纸和纸板容器制造', ['包装', '纸业'], 40, [9, 10, 11]),
  industry('C2651', '初级形态塑料及合成树脂制造', ['化工', '高分子材料'], 58),
  industry('C2710', '化学药品原料药制造', ['药业', '生物医药'], 95),
  industry('C2922', '塑料板、管、型材制造', ['管业', '塑胶'], 45, [4, 5, 9, 10]),
  industry('C3021', '水泥制品制造', ['建材', '水泥制品'], 38, [4, 5, 10, 11]),
  industry('C3311', '金属结构制造', ['钢结构', '金属制品'], 36, [4, 5, 9]),
  industry('C3444', '液压动力机械及元件制造', ['液压机械', '机械制造'], 62),
  industry('C3484', '机械零部件加工', ['精密机械', '机械'], 52),
  industry('C3525', '模具制造', ['模具', '精密模具'], 60),
  industry('C3670', '汽车零部件及配件制造', ['汽车零部件', '汽车配件'], 48),
  industry('C3812', '电动机制造', ['电机', '机电'], 50),
  industry('C3831', '电线、电缆制造', ['电缆', '线缆'], 35),
  industry('C3982', '电子电路制造', ['电子', '电子科技'], 56),
  industry('E4910', '电气安装', ['机电工程', '电力工程'], 42, [9, 10, 11, 12]),
  industry('E5011', '公共建筑装饰和装修', ['装饰工程', '建筑工程'], 34, [3, 4, 9, 10]),
  industry('F5127', '酒、饮料及茶叶批发', ['酒业', '饮品销售'], 45, [1, 9, 12]),
  industry('F5131', '纺织品、针织品及原料批发', ['纺织品', '家纺'], 22, [3, 9]),
  industry('F5164', '金属及金属矿批发', ['物资', '钢铁贸易'], 12),
  industry('F5165', '建材批发', ['建材贸易', '建筑材料'], 18, [4, 5, 10]),
  industry('F5169', '其他化工产品批发', ['化工贸易', '化工原料'], 20),
  industry('F5174', '五金产品批发', ['五金', '五金机电'], 24),
  industry('F5175', '电气设备批发', ['电气', '电气设备'], 28),
  industry('F5176', '计算机、软件及辅助设备批发', ['信息技术', '网络科技'], 26),
  industry('G5431', '普通货物道路运输', ['物流', '供应链管理'], 25),
  industry('I6531', '信息系统集成服务', ['系统集成', '智能科技'], 70, [11, 12]),
]

/** Trading houses: the ones that buy for export. */
export const TRADING: Industry = industry('F5181', '贸易代理', ['进出口', '国际贸易'], 15)

/** Importers abroad are filed under general wholesale. */
export const FOREIGN_TRADE: Industry = industry('F5199', '其他未列明批发业', ['Trading'], 25)
