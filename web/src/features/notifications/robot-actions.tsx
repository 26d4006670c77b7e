import { App, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { putRobot, removeRobot, tryRobot, useChannelsChanged, type Robot } from './channel-api'
import styles from './notifications.module.css'
import { TryOutcome } from './try-outcome'

interface RobotActionsProps {
  robot: Robot
  onEdit: () => void
}

/** Trying a robot, changing it, switching it off and on, removing it. */
export function RobotActions({ robot, onEdit }: RobotActionsProps) {
  const { t } = useTranslation('notifications')
  const { message } = App.useApp()
  const changed = useChannelsChanged()
  const attempt = useMutation({ mutationFn: () => tryRobot(robot.id) })
  const act = useMutation({
    mutationFn: (what: 'toggle' | 'remove') =>
      what === 'toggle'
        ? putRobot(robot.id, { active: !robot.active })
        : removeRobot(robot.id).then(() => undefined),
    onSuccess: () => void message.success(t('saved')),
    onError: (error) => void message.error(error.message),
    onSettled: changed,
  })
  const { name } = robot
  return (
    <div className={styles.buttons}>
      <Button size="small" loading={attempt.isPending} onClick={() => attempt.mutate()}>
        {t('try.send')}
      </Button>
      <Button size="small" onClick={onEdit}>
        {t('edit')}
      </Button>
      <Button size="small" loading={act.isPending} onClick={() => act.mutate('toggle')}>
        {t(robot.active ? 'switchOff' : 'switchOn')}
      </Button>
      <ConfirmAction
        danger
        label={t('remove')}
        question={t('robot.removeQuestion', { name })}
        consequence={t('robot.removeConsequence')}
        onConfirm={() => act.mutateAsync('remove')}
        button={{ size: 'small' }}
      />
      <Modal
        open={attempt.isSuccess || attempt.isError}
        title={t('try.title', { name })}
        footer={null}
        onCancel={() => attempt.reset()}
        destroyOnHidden
      >
        <TryOutcome result={attempt.data} />
        <ProblemAlert error={attempt.error} />
      </Modal>
    </div>
  )
}
