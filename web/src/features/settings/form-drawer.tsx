import { App } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDrawer as Drawer } from '../../ui/form-drawer'
import { useSettingsChanged } from './api'

interface FormDrawerProps<Fields, Result> {
  title: string
  initial: Partial<Fields>
  send: (fields: Fields) => Promise<Result>
  /** Called after success, instead of the usual "saved". */
  onSaved?: (result: Result) => void
  onClose: () => void
  children: ReactNode
}

/** A form in a drawer; after it was saved everything on the settings pages is asked again. */
export function FormDrawer<Fields extends object, Result>(props: FormDrawerProps<Fields, Result>) {
  const { onSaved, onClose, ...rest } = props
  const { t } = useTranslation('settings')
  const { message } = App.useApp()
  const changed = useSettingsChanged()
  const saved = (result: Result) => {
    void changed()
    onClose()
    if (onSaved === undefined) void message.success(t('saved'))
    else onSaved(result)
  }
  return <Drawer<Fields, Result> {...rest} onClose={onClose} onSaved={saved} />
}
