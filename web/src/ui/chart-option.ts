import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  LegendComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { ThemeMode } from '../theme/theme-mode'
import {
  dark,
  gradeStepsDark,
  gradeStepsLight,
  light,
  seriesDark,
  seriesLight,
  type Palette,
} from '../theme/tokens'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>

/** The colours a chart may use in the current theme. */
export interface ChartColours {
  palette: Palette
  series: readonly string[]
  grades: readonly string[]
}

export function chartColours(mode: ThemeMode): ChartColours {
  const isDark = mode === 'dark'
  return {
    palette: isDark ? dark : light,
    series: isDark ? seriesDark : seriesLight,
    grades: (isDark ? gradeStepsDark : gradeStepsLight).map((step) => step.solid),
  }
}

/** What all our charts share: quiet axes, our font sizes, a tooltip without markup (strict CSP). */
export function baseOption(colours: ChartColours): ChartOption {
  const { palette, series } = colours
  return {
    color: [...series],
    textStyle: { color: palette.textSoft, fontFamily: 'inherit' },
    grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
    animationDuration: 250,
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: palette.line } },
    },
  }
}

/** Style of an axis in the given colours. */
export function axisStyle({ palette }: ChartColours) {
  return {
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.textFaint, fontSize: 11 },
    splitLine: { lineStyle: { color: palette.lineSoft } },
    nameTextStyle: { color: palette.textFaint, fontSize: 11 },
  }
}
