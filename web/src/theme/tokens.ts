/**
 * The design tokens. One table feeds both antd (through `ConfigProvider`) and our own CSS (as `--xh-*` custom
 * properties), so that a colour is decided in one place. Text colours reach WCAG AA (4.5:1) on every surface.
 */
export interface Palette {
  canvas: string
  surface: string
  raised: string
  sunken: string
  line: string
  lineSoft: string
  text: string
  textSoft: string
  textFaint: string
  brand: string
  brandStrong: string
  brandSoft: string
  onBrand: string
  good: string
  goodSoft: string
  warn: string
  warnSoft: string
  danger: string
  dangerSoft: string
  info: string
  infoSoft: string
  shadow: string
}

export const light: Palette = {
  canvas: '#f4f6f8',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#f7f9fa',
  line: '#dfe4ea',
  lineSoft: '#ebeff3',
  text: '#17212b',
  textSoft: '#4b5967',
  textFaint: '#647281',
  brand: '#1f5673',
  brandStrong: '#17425a',
  brandSoft: '#e6f0f5',
  onBrand: '#ffffff',
  good: '#0b7261',
  goodSoft: '#e2f4f0',
  warn: '#96590a',
  warnSoft: '#fcf1dd',
  danger: '#b4261b',
  dangerSoft: '#fdebe9',
  info: '#2a5f9e',
  infoSoft: '#e8f0fa',
  shadow: '0 1px 2px rgb(16 32 48 / 5%), 0 1px 6px rgb(16 32 48 / 4%)',
}

export const dark: Palette = {
  canvas: '#0f151b',
  surface: '#161e26',
  raised: '#1d2731',
  sunken: '#121920',
  line: '#2c3844',
  lineSoft: '#222d38',
  text: '#e7ecf1',
  textSoft: '#b0bcc8',
  textFaint: '#8e9ba8',
  brand: '#7db8d6',
  brandStrong: '#a4d0e6',
  brandSoft: '#1b3342',
  onBrand: '#0c1a23',
  good: '#5cc7b2',
  goodSoft: '#12332f',
  warn: '#e2ad57',
  warnSoft: '#3a2c12',
  danger: '#f28b80',
  dangerSoft: '#40201e',
  info: '#8bb6ea',
  infoSoft: '#1a2c44',
  shadow: '0 1px 2px rgb(0 0 0 / 40%)',
}

/** Text and background of a grade badge, best grade first; five steps from teal through amber to red. */
export interface GradeStep {
  text: string
  soft: string
  solid: string
}

export const gradeStepsLight: readonly GradeStep[] = [
  { text: '#0a6b5c', soft: '#d9f2ec', solid: '#12907c' },
  { text: '#2c6a3c', soft: '#e2f2e3', solid: '#4d9a5d' },
  { text: '#6a6110', soft: '#f4f1d3', solid: '#b3a325' },
  { text: '#96540a', soft: '#fdecd2', solid: '#d98a24' },
  { text: '#a8251b', soft: '#fce3e0', solid: '#c93c30' },
]

export const gradeStepsDark: readonly GradeStep[] = [
  { text: '#6fd3bf', soft: '#113731', solid: '#3aa792' },
  { text: '#93cf9f', soft: '#1c3421', solid: '#6bb07a' },
  { text: '#d9cd6b', soft: '#35310f', solid: '#b5a83a' },
  { text: '#efb264', soft: '#402b0d', solid: '#d98f35' },
  { text: '#f59b91', soft: '#451f1c', solid: '#d9584c' },
]

/** Series colours of charts; each keeps 3:1 against the surface of its theme. */
export const seriesLight = ['#2b7394', '#12907c', '#c07a1d', '#7a63a8', '#5d6f80', '#b0483e']
export const seriesDark = ['#6db3d4', '#4fbfa9', '#e0a850', '#ab96d6', '#97a6b4', '#e58b82']

/** Writes the colours of a mode as `--xh-*` properties on an element, through CSSOM (allowed by a strict CSP). */
export function writeTokens(target: HTMLElement, mode: 'light' | 'dark'): void {
  const [palette, grades, series] =
    mode === 'dark' ? [dark, gradeStepsDark, seriesDark] : [light, gradeStepsLight, seriesLight]
  for (const [name, value] of Object.entries(palette)) {
    target.style.setProperty(`--xh-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, String(value))
  }
  series.forEach((colour, index) => target.style.setProperty(`--xh-series-${index}`, colour))
  grades.forEach((step, index) => {
    target.style.setProperty(`--xh-grade-${index}-text`, step.text)
    target.style.setProperty(`--xh-grade-${index}-soft`, step.soft)
    target.style.setProperty(`--xh-grade-${index}-solid`, step.solid)
  })
}
