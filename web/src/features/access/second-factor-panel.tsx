import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Space } from 'antd'
import { toDataURL } from 'qrcode'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { sessionKey } from '../../api/query-client'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import styles from './access.module.css'
import { send, useAccessChanged, useAccessData, type Security } from './api'

interface Begun {
  secret: string
  uri: string
}

/** The QR code and the field for the first code. */
function Confirm({ begun, onOn }: { begun: Begun; onOn: (codes: string[]) => void }) {
  const { t } = useTranslation('access')
  const image = useQuery({ queryKey: ['qr', begun.uri], queryFn: () => toDataURL(begun.uri, { width: 204 }) })
  const confirm = useMutation({
    mutationFn: (body: { code: string }) =>
      send<{ recoveryCodes: string[] }>('POST', 'session/second-factor/confirm', body),
    onSuccess: ({ recoveryCodes }) => onOn(recoveryCodes),
  })
  return (
    <>
      <p>{t('profile.scan')}</p>
      {image.data !== undefined && <img className={styles.qr} src={image.data} alt={t('profile.qr')} />}
      <p>
        <code>{begun.secret}</code>
      </p>
      <Form<{ code: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => confirm.mutate(body)}
      >
        <Form.Item name="code" label={t('profile.code')} rules={[{ required: true, message: t('needed') }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ maxWidth: 200 }} />
        </Form.Item>
        <ProblemAlert error={confirm.error} />
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('profile.confirm')}
        </Button>
      </Form>
    </>
  )
}

/** The recovery codes, shown this once. */
function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('access')
  return (
    <>
      <h3>{t('profile.codes')}</h3>
      <p>{t('profile.codesHint')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button type="primary" onClick={onKept}>
        {t('profile.kept')}
      </Button>
    </>
  )
}

function SwitchOff({ onOff }: { onOff: () => void }) {
  const { t } = useTranslation('access')
  const remove = useMutation({
    mutationFn: (body: { code: string }) => send('POST', 'session/second-factor/remove', body),
    onSuccess: onOff,
  })
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(body) => remove.mutate(body)}>
      <Form.Item
        name="code"
        label={t('profile.switchOffCode')}
        rules={[{ required: true, message: t('needed') }]}
      >
        <Input autoComplete="one-time-code" style={{ maxWidth: 200 }} />
      </Form.Item>
      <ProblemAlert error={remove.error} />
      <Button danger htmlType="submit" loading={remove.isPending}>
        {t('profile.switchOff')}
      </Button>
    </Form>
  )
}

/** One's own second factor: setting it up with a QR code, recovery codes, switching it off. */
export function SecondFactorPanel() {
  const { t } = useTranslation('access')
  const { secondFactor } = useUser()
  const queries = useQueryClient()
  const changed = useAccessChanged()
  const security = useAccessData<Security>('/api/v1/session/security')
  const [codes, setCodes] = useState<readonly string[]>()
  const begin = useMutation({ mutationFn: () => send<Begun>('POST', 'session/second-factor') })
  const refresh = () => {
    setCodes(undefined)
    begin.reset()
    void changed()
    void queries.invalidateQueries({ queryKey: sessionKey })
  }
  const content = () => {
    if (codes !== undefined) return <RecoveryCodes codes={codes} onKept={refresh} />
    if (secondFactor === 'on')
      return (
        <Space orientation="vertical">
          <StatusTag tone="good">{t('profile.on')}</StatusTag>
          <span>{t('profile.left', { n: security.data?.recoveryCodesLeft ?? 0 })}</span>
          <SwitchOff onOff={refresh} />
        </Space>
      )
    if (begin.data !== undefined) return <Confirm begun={begin.data} onOn={setCodes} />
    return (
      <Space orientation="vertical">
        <StatusTag tone="neutral">{t('profile.off')}</StatusTag>
        <span>{t('profile.offHint')}</span>
        <ProblemAlert error={begin.error} />
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('profile.begin')}
        </Button>
      </Space>
    )
  }
  return <Panel title={t('profile.factor')}>{content()}</Panel>
}
