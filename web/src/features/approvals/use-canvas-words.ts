import type { ReactFlowProps } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** What the canvas says to screen readers, in the language of the interface. */
export function useCanvasWords(): NonNullable<ReactFlowProps['ariaLabelConfig']> {
  const { t } = useTranslation('approvals')
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('canvas.nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('canvas.nodeHelp'),
      'node.a11yDescription.ariaLiveMessage': () => t('canvas.moved'),
      'edge.a11yDescription.default': t('canvas.linkHelp'),
      'controls.ariaLabel': t('canvas.controls'),
      'controls.zoomIn.ariaLabel': t('canvas.zoomIn'),
      'controls.zoomOut.ariaLabel': t('canvas.zoomOut'),
      'controls.fitView.ariaLabel': t('canvas.fit'),
      'handle.ariaLabel': t('canvas.handle'),
    }),
    [t],
  )
}
