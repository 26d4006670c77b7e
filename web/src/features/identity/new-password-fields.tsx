import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSignInHints } from './api'

/** A new password, twice. */
export function NewPasswordFields() {
  const { t } = useTranslation('identity')
  const min = useSignInHints().data?.passwordMin ?? 10
  return (
    <>
      <Form.Item
        name="password"
        label={t('password')}
        extra={t('setup.passwordRule', { min })}
        rules={[{ required: true, min, message: t('setup.passwordRule', { min }) }]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('setup.again')}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('setup.differs'))),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
