import { CloseOutlined } from '@ant-design/icons'
import { Button, Drawer, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { History } from '../../ui/audit/history'
import { usePhone } from '../../ui/use-phone'
import { DropDraft } from './drop-draft'
import styles from './designer.module.css'
import { FlowSettings } from './flow-settings'
import { FlowSwitches } from './flow-switches'
import type { FlowDetail, Simulation, Subject } from './flow-types'
import { NodePanel } from './node-panel'
import { SimulationPanel } from './simulation-panel'
import type { Designer } from './use-designer'
import type { Faults } from './use-faults'
import { VersionsPanel } from './versions-panel'

export type SideTab = 'node' | 'simulation' | 'versions' | 'history'

interface DesignerSideProps {
  detail: FlowDetail
  subject: Subject | undefined
  designer: Designer
  faults: Faults
  tab: SideTab
  onTab: (tab: SideTab) => void
  version: number | undefined
  onVersion: (version: number | undefined) => void
  simulation: Simulation | undefined
  onSimulation: (result: Simulation | undefined) => void
  readOnly: boolean
}

function NodeTab({ detail, subject, designer, faults, readOnly }: DesignerSideProps) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const phone = usePhone()
  const { selected } = designer
  const own = (
    <>
      {(faults.byNode.get('') ?? []).map((fault) => (
        <p key={fault} className={styles.formFault}>
          {fault}
        </p>
      ))}
      <FlowSettings designer={designer} subject={subject} />
      {!readOnly && <FlowSwitches detail={detail} />}
      {!readOnly && detail.draft !== null && <DropDraft detail={detail} />}
    </>
  )
  const form = selected !== undefined && (
    <NodePanel
      key={selected.id}
      node={selected}
      designer={designer}
      subject={subject}
      faults={faults.byNode.get(selected.id) ?? []}
    />
  )
  if (phone)
    return (
      <>
        {own}
        <Drawer
          open={selected !== undefined}
          placement="bottom"
          size="85%"
          title={selected === undefined ? '' : textOf(selected.name)}
          onClose={() => designer.select(undefined)}
        >
          {form}
        </Drawer>
      </>
    )
  if (form === false) return own
  return (
    <>
      <p className={styles.panelHead}>
        <strong>{t(`kind.${selected?.kind ?? 'approve'}`)}</strong>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('designer.closeNode')}
          onClick={() => designer.select(undefined)}
        />
      </p>
      {form}
    </>
  )
}

/** Beside the canvas: the form of what is selected, trial runs, versions. */
export function DesignerSide(props: DesignerSideProps) {
  const { t } = useTranslation('approvals')
  const user = useUser()
  const { detail, subject, designer, faults, tab, onTab, version, onVersion, simulation, onSimulation } =
    props
  return (
    <Tabs
      activeKey={tab}
      onChange={(key) => onTab(key as SideTab)}
      items={[
        {
          key: 'node',
          label: designer.selected === undefined ? t('designer.flowTab') : t('designer.nodeTab'),
          children: (
            <fieldset className={styles.bare} disabled={props.readOnly}>
              <NodeTab {...props} />
            </fieldset>
          ),
        },
        {
          key: 'simulation',
          label: t('designer.simulationTab'),
          children: (
            <SimulationPanel
              flow={designer.flow}
              subject={subject}
              incomplete={faults.incomplete}
              result={simulation}
              onResult={onSimulation}
            />
          ),
        },
        {
          key: 'versions',
          label: t('designer.versionsTab'),
          children: <VersionsPanel detail={detail} shown={version} onShow={onVersion} />,
        },
        ...(user.can('audit:read')
          ? [
              {
                key: 'history',
                label: t('designer.historyTab'),
                children: <History objectType="approval-flow" objectId={detail.code} />,
              },
            ]
          : []),
      ]}
    />
  )
}
