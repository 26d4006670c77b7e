import type { Random } from './random.js'

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严',
]
const GIVEN = [
  ...'伟强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌波辉鹏飞玲丽敏静红燕晓梅志海峰浩宇轩博睿雪琳洁颖丹蕾婷晨阳欣怡思远嘉诚永康家豪立新',
]

/** A common name: one surname and one or two given characters. */
export function personName(random: Random): string {
  const given = random.pick(GIVEN)
  return random.pick(SURNAMES) + given + (random.chance(70) ? random.pick(GIVEN) : '')
}
