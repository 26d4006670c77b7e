import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../i18n/setup'

/** Switches between Chinese and English; each is named in its own language. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell')
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button type="text" icon={<GlobalOutlined />} onClick={() => void changeLanguage(other)} lang={other}>
      {t('otherLanguage')}
    </Button>
  )
}
