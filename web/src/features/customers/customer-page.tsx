import { useParams } from 'react-router'
import { PageHeader } from '../../ui/page-header'

/** Everything about one customer. */
export function Component() {
  const { code = '' } = useParams()
  return <PageHeader title={code} />
}
