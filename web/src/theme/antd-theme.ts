import { theme as antdTheme, type ThemeConfig } from 'antd'
import { dark, light, type Palette } from './tokens'

export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', " +
  "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Helvetica Neue', Arial, sans-serif"

function components(p: Palette, phone: boolean): NonNullable<ThemeConfig['components']> {
  return {
    Table: {
      headerBg: p.sunken,
      headerColor: p.textSoft,
      headerSplitColor: 'transparent',
      headerBorderRadius: 8,
      rowHoverBg: p.sunken,
      borderColor: p.lineSoft,
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 8,
      headerSortActiveBg: p.sunken,
      headerSortHoverBg: p.lineSoft,
      bodySortBg: 'transparent',
    },
    Card: { headerFontSize: 15, paddingLG: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Tabs: { horizontalItemPadding: phone ? '11px 0' : '10px 0', titleFontSize: 14 },
    Descriptions: { labelColor: p.textFaint, labelBg: p.sunken },
    Segmented: { trackBg: p.lineSoft, itemSelectedBg: p.raised, trackPadding: phone ? 0 : 2 },
  }
}

/** Fingers need 44 px; a mouse does not. */
const controlHeight = { phone: 44, desk: 34 } as const

interface Setting {
  mode: 'light' | 'dark'
  phone: boolean
  /** False for those who want no motion: antd then waits for no animation to end. */
  motion: boolean
}

/** The antd theme made from our own tokens; larger controls on a phone. */
export function makeAntdTheme({ mode, phone, motion }: Setting): ThemeConfig {
  const p = mode === 'dark' ? dark : light
  return {
    algorithm: mode === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      fontFamily,
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 10,
      wireframe: false,
      motion,
      controlHeight: phone ? controlHeight.phone : controlHeight.desk,
      controlHeightSM: phone ? controlHeight.phone : 26,
      colorPrimary: p.brand,
      colorPrimaryBg: p.brandSoft,
      colorInfo: p.info,
      colorLink: p.info,
      colorSuccess: p.good,
      colorWarning: p.warn,
      colorError: p.danger,
      colorInfoBg: p.infoSoft,
      colorSuccessBg: p.goodSoft,
      colorWarningBg: p.warnSoft,
      colorErrorBg: p.dangerSoft,
      colorTextBase: p.text,
      colorBgBase: p.surface,
      colorBgLayout: p.canvas,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorText: p.text,
      colorTextSecondary: p.textSoft,
      colorTextTertiary: p.textFaint,
      colorTextDescription: p.textFaint,
      colorTextPlaceholder: p.textFaint,
      colorBorder: p.line,
      colorBorderSecondary: p.lineSoft,
      colorTextLightSolid: mode === 'dark' ? p.onBrand : '#ffffff',
      boxShadowTertiary: p.shadow,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
    },
    components: components(p, phone),
  }
}
