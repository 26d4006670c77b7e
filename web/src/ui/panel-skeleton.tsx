import { Skeleton } from 'antd'

/** The grey lines of a panel that is loading; as tall as what comes, so that nothing jumps. */
export function PanelSkeleton({ rows = 4 }: { rows?: number }) {
  return <Skeleton active title={false} paragraph={{ rows }} />
}
