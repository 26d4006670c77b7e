import {
  AuditOutlined,
  BranchesOutlined,
  FlagOutlined,
  MergeOutlined,
  NotificationOutlined,
  PartitionOutlined,
  PlayCircleOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { NodeKind } from './canvas-types'

export const kindIcons: Readonly<Record<NodeKind, ReactNode>> = {
  start: <PlayCircleOutlined />,
  approve: <AuditOutlined />,
  condition: <BranchesOutlined />,
  parallel: <PartitionOutlined />,
  join: <MergeOutlined />,
  notify: <NotificationOutlined />,
  action: <ThunderboltOutlined />,
  end: <FlagOutlined />,
}
