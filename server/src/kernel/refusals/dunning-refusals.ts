import { refusal, type RefusalKind } from './refusal-kind.js'

/** Strategies, their texts and runs. */
export const dunningRefusals = {
  strategies_invalid: refusal(
    400,
    '催收策略无效：{detail}',
    'The collection strategies are not valid: {detail}',
  ),
  dunning_off: refusal(
    409,
    '自动催收未启用，不会发出任何消息。请先在催收设置中启用，或只做试运行。',
    'Collection runs are not switched on; nothing is sent. Switch them on in the settings, or make a dry run.',
  ),
  dunning_other_day: refusal(
    400,
    '只能为今天（{today}）发送；其他日期请用试运行。',
    'Messages are sent for today ({today}) only; try other days by a dry run.',
  ),
  dunning_act_impossible: refusal(
    409,
    '消息当前状态为 {status}，不能执行 {act}。',
    'The message is {status}; {act} is not possible.',
  ),
  dunning_own_run: refusal(
    403,
    '自己发起的运行须由他人批准。',
    'Whoever started the run cannot approve its messages; ask somebody else.',
  ),
  dunning_nothing_open: refusal(
    409,
    '该客户没有未付账款，无法预览。',
    'The customer owes nothing; there is nothing to show.',
  ),
  sms_app_missing: refusal(
    400,
    '腾讯云短信须填写应用编号（SmsSdkAppId）。',
    'Tencent Cloud needs the number of the application (SmsSdkAppId).',
  ),
  sms_secret_missing: refusal(400, '请填写访问密钥。', 'Give the secret of the access key.'),
  template_variable_unknown: refusal(
    400,
    '模板中有未知的变量：{names}',
    'The text names what does not exist: {names}',
  ),
  template_changed_meanwhile: refusal(
    409,
    '模板已被他人修改，请重新打开。',
    'The text was changed by somebody else; open it again.',
  ),
} as const satisfies Record<string, RefusalKind>
