import { grouped, type Say } from '../../../../kernel/report/texts.js'
import type { ValidationReport } from '../statistics/report/validation-report.js'
import type { ModelWarning } from '../statistics/training/warnings.js'

type Figures = ValidationReport['metrics']['train']

/** A figure between 0 and 1 with three decimals; a dash where it cannot be told. */
export function rate(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3)
}

/** A share as a percentage with one decimal. */
export function share(value: number | null | undefined): string {
  return value == null ? '–' : `${(100 * value).toFixed(1)}%`
}

/** A p-value: what is too small to print says so. */
export function pValue(value: number | null | undefined): string {
  if (value == null) return '–'
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

export function plain(value: number | null | undefined, digits = 2): string {
  return value == null ? '–' : value.toFixed(digits)
}

/** Rows of figure, test, training. */
export function metricRows(train: Figures, test: Figures, say: Say): string[][] {
  const row = (label: string, text: (one: Figures) => string) => [
    label,
    text(test),
    train.n > 0 ? text(train) : '',
  ]
  return [
    row(say('样本数', 'Cases'), ({ n }) => grouped(String(n))),
    row(say('坏样本', 'Bad'), ({ bad, badRate }) => `${grouped(String(bad))} (${share(badRate)})`),
    row(say('AUC ± DeLong 标准误', 'AUC ± error of DeLong'), ({ auc, aucStandardError: error }) =>
      error === null ? rate(auc) : `${rate(auc)} ± ${error.toFixed(3)}`,
    ),
    row(say('AUC 95% 区间', '95 % interval of the AUC'), ({ aucInterval }) =>
      aucInterval === null ? '–' : aucInterval.map(rate).join(' – '),
    ),
    row('Gini', ({ gini }) => rate(gini)),
    row('KS', ({ ks }) => rate(ks)),
    row(say('平均精确率', 'Average precision'), ({ averagePrecision }) => rate(averagePrecision)),
    row(say('Brier 分数', 'Brier score'), ({ brier }) => plain(brier, 4)),
    row(say('对数损失', 'Log-loss'), ({ logLoss }) => plain(logLoss, 4)),
    row(say('校准斜率（理想 1）', 'Calibration slope (best: 1)'), ({ calibration }) =>
      plain(calibration?.slope),
    ),
    row(say('校准截距（理想 0）', 'Calibration intercept (best: 0)'), ({ calibration }) =>
      plain(calibration?.intercept),
    ),
    row('Hosmer–Lemeshow', ({ hosmerLemeshow: test }) =>
      test === null ? '–' : `${test.chi2.toFixed(1)} (p ${pValue(test.pValue)})`,
    ),
    row('Spiegelhalter z', ({ spiegelhalter: test }) =>
      test === null ? '–' : `${plain(test.z)} (p ${pValue(test.pValue)})`,
    ),
  ]
}

export function stabilityText(
  { psi, verdict }: { readonly psi: number; readonly verdict: 'stable' | 'watch' | 'shifted' },
  say: Say,
): string {
  const words = {
    stable: say('稳定', 'stable'),
    watch: say('关注', 'watch'),
    shifted: say('已漂移', 'shifted'),
  }
  return `${psi.toFixed(3)} ${words[verdict]}`
}

/** What a reviewer should look at, in the words of the page. */
export function warningText({ code, values }: ModelWarning, feature: string, say: Say): string {
  const { bad, good, count } = values
  switch (code) {
    case 'possible_leak': {
      const iv = plain(values['iv'])
      return say(
        `${feature} 的信息值高达 ${iv}：决定当天真的已经知道吗？`,
        `${feature} has an information value of ${iv}: was it known on the day of the decision?`,
      )
    }
    case 'informative_missing':
      return say(
        `没有 ${feature} 的 ${count} 个样本中 ${bad} 个是坏的：请核对采集方式。`,
        `${bad} of ${count} cases without ${feature} are bad: look at how it is collected.`,
      )
    case 'unstable_feature': {
      const psi = plain(values['psi'], 3)
      return say(
        `${feature} 在训练与测试之间的 PSI 为 ${psi}，分布不同。`,
        `${feature} has a PSI of ${psi} between training and test.`,
      )
    }
    case 'few_cases':
      return say(
        `训练样本只有坏 ${bad}、好 ${good}，数字较粗略。`,
        `Only ${bad} bad and ${good} good cases to train on: figures are rough.`,
      )
    case 'no_feature':
      return say(
        '没有可用的变量，所有样本得到平均概率。',
        'No variable is left: every case gets the average probability.',
      )
    case 'test_cannot_tell':
      return say(
        `测试样本 ${count} 个，其中坏 ${bad} 个，无法计算 AUC。`,
        `The test has ${bad} bad of ${count} cases: no AUC can be told.`,
      )
    case 'separated':
      return say(
        '好坏可以被完全区分，系数已收缩；请检查是否用了事后信息。',
        'Good and bad can be told apart perfectly: look for what is only known afterwards.',
      )
  }
}

type DropReason = ValidationReport['dropped'][number]['reason']

export function dropText(reason: DropReason, say: Say): string {
  const words: Readonly<Record<DropReason, string>> = {
    key: say('行标识', 'names rows'),
    empty: say('全部为空', 'empty'),
    constant: say('只有一个值', 'one value only'),
    identifier: say('编号类文本', 'numbers of things'),
    calendar_date: say('日期', 'calendar days'),
    excluded: say('被排除', 'left out by choice'),
    single_bin: say('分不出两箱', 'cannot be cut in two'),
    low_iv: say('信息值太低', 'too little information'),
    correlated: say('与另一变量重复', 'too alike another variable'),
    collinear: say('与其他变量共线', 'collinear with others'),
    wrong_sign: say('系数方向相反', 'wrong sign'),
    not_significant: say('不显著', 'not significant'),
  }
  return words[reason]
}
