import { App, ConfigProvider, type ConfigProviderProps } from 'antd'
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../ui/use-phone'
import { makeAntdTheme } from './antd-theme'
import { readThemeChoice, rememberThemeChoice, ThemeContext, type ThemeMode } from './theme-mode'
import { giveStylesTheNonce, readStyleNonce } from './style-nonce'
import { writeTokens } from './tokens'

/** Follows a setting of the person's system while it changes. */
function useSystem(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query])
  const subscribe = useCallback(
    (changed: () => void) => {
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [list],
  )
  return useSyncExternalStore(subscribe, () => list.matches)
}

type AntdLocale = NonNullable<ConfigProviderProps['locale']>

/** Words inside antd's own components; loaded per language so that only one is in the first load. */
function useAntdLocale(language: string): AntdLocale | undefined {
  const [locale, setLocale] = useState<AntdLocale>()
  useEffect(() => {
    let current = true
    const loading =
      language === 'en'
        ? import('antd/es/locale/en_US')
        : Promise.all([import('antd/es/locale/zh_CN'), import('dayjs/locale/zh-cn')]).then(([words]) => words)
    void loading.then((words) => {
      if (current) setLocale(words.default)
    })
    return () => {
      current = false
    }
  }, [language])
  return locale
}

const nonce = readStyleNonce()
if (nonce !== undefined) giveStylesTheNonce(nonce)

export function ThemeProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const [choice, setChoice] = useState(readThemeChoice)
  const prefersDark = useSystem('(prefers-color-scheme: dark)')
  const motion = !useSystem('(prefers-reduced-motion: reduce)')
  const mode: ThemeMode = choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice
  const phone = usePhone()
  const locale = useAntdLocale(i18n.language)

  useLayoutEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = mode
    root.style.colorScheme = mode
    writeTokens(root, mode)
  }, [mode])

  const state = useMemo(
    () => ({
      mode,
      choice,
      choose: (next: typeof choice) => {
        rememberThemeChoice(next)
        setChoice(next)
      },
    }),
    [mode, choice],
  )
  const theme = useMemo(() => makeAntdTheme({ mode, phone, motion }), [mode, phone, motion])

  return (
    <ThemeContext value={state}>
      <ConfigProvider
        theme={theme}
        button={{ autoInsertSpace: false }}
        {...(locale === undefined ? {} : { locale })}
        {...(nonce === undefined ? {} : { csp: { nonce } })}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </ThemeContext>
  )
}
