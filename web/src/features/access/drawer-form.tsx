import { App } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { useAccessChanged } from './api'

interface DrawerFormProps<Fields> {
  title: string
  initial: Partial<Fields>
  save: (fields: Fields) => Promise<unknown>
  onClose: () => void
  readOnly?: boolean
  children: ReactNode
  /** Below the form, usable even when the form is not. */
  below?: ReactNode
}

/** A form in a wide drawer; after it was saved, what people may do is asked again. */
export function DrawerForm<Fields extends object>(props: DrawerFormProps<Fields>) {
  const { save, onClose, ...rest } = props
  const { t } = useTranslation('access')
  const { message } = App.useApp()
  const changed = useAccessChanged()
  const saved = () => {
    void changed()
    void message.success(t('saved'))
    onClose()
  }
  return <FormDrawer<Fields, unknown> {...rest} size="large" send={save} onSaved={saved} onClose={onClose} />
}
