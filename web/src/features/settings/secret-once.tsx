import { Alert, Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

interface SecretOnceProps {
  title: string
  secret: string
  onClose: () => void
}

/** A secret that the server shows this one time, ready to be copied. */
export function SecretOnce({ title, secret, onClose }: SecretOnceProps) {
  const { t } = useTranslation('settings')
  return (
    <Modal
      open
      title={title}
      okText={t('secret.done')}
      cancelButtonProps={{ style: { display: 'none' } }}
      closable={false}
      mask={{ closable: false }}
      onOk={onClose}
    >
      <Alert type="warning" showIcon title={t('secret.once')} />
      <Typography.Paragraph
        code
        copyable={{ text: secret, tooltips: [t('secret.copy'), t('secret.copied')] }}
        style={{ marginTop: 16, overflowWrap: 'anywhere' }}
      >
        {secret}
      </Typography.Paragraph>
    </Modal>
  )
}
