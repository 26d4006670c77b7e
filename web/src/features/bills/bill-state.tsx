import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { BillRow } from './api'

const tones: Readonly<Record<BillRow['state'], Tone>> = {
  held: 'info',
  presented: 'info',
  discounted: 'neutral',
  endorsed: 'neutral',
  paid: 'good',
  dishonoured: 'danger',
  withdrawn: 'neutral',
}

/** Where a bill stands; of one passed on, whether it can come back. */
export function BillState({ state, recourse }: Pick<BillRow, 'state' | 'recourse'>) {
  const { t } = useTranslation('bills')
  const passedOn = state === 'discounted' || state === 'endorsed'
  return (
    <StatusTag tone={passedOn && recourse ? 'warn' : tones[state]}>
      {t(`state.${state}`)}
      {passedOn && ` · ${t(recourse ? 'withRecourse' : 'withoutRecourse')}`}
    </StatusTag>
  )
}
