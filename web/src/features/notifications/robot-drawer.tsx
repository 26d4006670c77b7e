import { App, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { FormDrawer } from '../../ui/form-drawer'
import {
  createRobot,
  putRobot,
  useChannelsChanged,
  useKinds,
  type Kind,
  type Provider,
  type Robot,
} from './channel-api'
import { groupsOf } from './groups'

interface Fields {
  provider: Provider
  name: string
  kinds: Robot['kinds']
  locale: Robot['locale']
  url?: string
  secret?: string
}

const providers = ['wecom', 'dingtalk', 'feishu'] as const
const examples: Readonly<Record<Provider, string>> = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
}

function save(robot: Robot | undefined, fields: Fields): Promise<Robot> {
  const { provider, name, kinds, locale, url = '', secret = '' } = fields
  if (robot === undefined)
    return createRobot({ provider, name, kinds, locale, url, secret: secret === '' ? null : secret })
  return putRobot(robot.id, {
    ...{ name, kinds, locale },
    ...(url === '' ? {} : { url }),
    ...(secret === '' ? {} : { secret }),
  })
}

function useKindOptions() {
  const { t } = useTranslation('notifications')
  const text = useText()
  return groupsOf<Kind>(useKinds().data?.items ?? []).map(({ group, items }) => ({
    label: t(`group.${group}`),
    options: items.map(({ kind, name }) => ({ value: kind, label: text(name) })),
  }))
}

/** A new robot, or changes to one. Its address and secret go in, but never come out again. */
export function RobotDrawer({ robot, onClose }: { robot: Robot | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation('notifications')
  const { message } = App.useApp()
  const changed = useChannelsChanged()
  const options = useKindOptions()
  const isNew = robot === undefined
  const needed = { required: true, message: t('needed') }
  const initial: Partial<Fields> = robot ?? {
    provider: 'wecom',
    kinds: ['hold_opened', 'hold_ready'],
    locale: i18n.language === 'en' ? 'en' : 'zh-CN',
  }
  return (
    <FormDrawer<Fields, Robot>
      title={isNew ? t('robot.add') : t('robot.edit')}
      initial={initial}
      send={(fields) => save(robot, fields)}
      onSaved={() => {
        void changed()
        void message.success(t('saved'))
        onClose()
      }}
      onClose={onClose}
    >
      <Form.Item name="provider" label={t('robot.provider')}>
        <Radio.Group
          disabled={!isNew}
          options={providers.map((value) => ({ value, label: t(`provider.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('robot.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={100} placeholder={t('robot.nameExample')} />
      </Form.Item>
      <Form.Item noStyle dependencies={['provider']}>
        {({ getFieldValue }) => {
          const provider = getFieldValue('provider') as Provider
          return (
            <>
              <Form.Item
                name="url"
                label={t('robot.url')}
                extra={isNew ? t('robot.urlHint') : t('robot.urlKept', { host: robot.host })}
                rules={[{ required: isNew, pattern: /^https?:\/\/\S+$/, message: t('robot.urlShape') }]}
              >
                <Input maxLength={2000} autoComplete="off" placeholder={examples[provider]} />
              </Form.Item>
              {provider !== 'wecom' && (
                <Form.Item
                  name="secret"
                  label={t('robot.secret')}
                  extra={robot?.signed === true ? t('robot.secretKept') : t('robot.secretHint')}
                >
                  <Input.Password maxLength={200} autoComplete="new-password" />
                </Form.Item>
              )}
            </>
          )
        }}
      </Form.Item>
      <Form.Item name="kinds" label={t('robot.kinds')} rules={[needed]}>
        <Select mode="multiple" options={options} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="locale" label={t('robot.locale')}>
        <Radio.Group
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`locale.${value}`) }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
