import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

/** A table wider than its place scrolls sideways; the keyboard must reach that part as well. For the element around it. */
export function useScrollFocus(): RefObject<HTMLDivElement | null> {
  const { t } = useTranslation()
  const host = useRef<HTMLDivElement>(null)
  const label = t('list.table')
  useEffect(() => {
    const body = host.current?.querySelector<HTMLElement>('.ant-table-body, .ant-table-content')
    if (body == null) return
    if (body.scrollWidth > body.clientWidth) {
      body.tabIndex = 0
      body.setAttribute('role', 'group')
      body.setAttribute('aria-label', label)
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) body.removeAttribute(name)
    }
  })
  return host
}
