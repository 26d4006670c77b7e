import { App } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'

interface KeepDrawerProps<Fields> {
  title: string
  initial: Partial<Fields>
  save: (fields: Fields) => Promise<unknown>
  onSaved: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

/** A form of the customer's file in a drawer. */
export function KeepDrawer<Fields extends object>(props: KeepDrawerProps<Fields>) {
  const { save, onSaved, onClose, ...rest } = props
  const { t } = useTranslation('customers')
  const { message } = App.useApp()
  const saved = () => {
    void onSaved()
    void message.success(t('contacts.saved'))
    onClose()
  }
  return <FormDrawer<Fields, unknown> {...rest} send={save} onSaved={saved} onClose={onClose} />
}
