import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../i18n/setup'
import { UserContext, useKeepLanguage } from './session'

/**
 * Switches between Chinese and English; each is named in its own language. Somebody who is signed in keeps the choice
 * with the account: for the next device, and for what is sent by mail.
 */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell')
  const isSignedIn = useContext(UserContext) !== null
  const keep = useKeepLanguage()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const change = () => {
    void changeLanguage(other)
    if (isSignedIn) keep.mutate(other)
  }
  return (
    <Button type="text" icon={<GlobalOutlined />} onClick={change} lang={other}>
      {t('otherLanguage')}
    </Button>
  )
}
