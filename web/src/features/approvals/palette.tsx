import { useTranslation } from 'react-i18next'
import { dragType } from './canvas-types'
import styles from './designer.module.css'
import { kindOf, palette, type PaletteEntry } from './flow-edit'
import { kindIcons } from './kind-icons'

interface PaletteProps {
  hasActions: boolean
  onAdd: (entry: PaletteEntry) => void
}

/** The parts of a flow: dragged onto the canvas, or pressed. */
export function Palette({ hasActions, onAdd }: PaletteProps) {
  const { t } = useTranslation('approvals')
  return (
    <section className={styles.palette} aria-label={t('designer.palette')}>
      <h2 className={styles.sideTitle}>{t('designer.palette')}</h2>
      <ul>
        {palette
          .filter((entry) => entry !== 'action' || hasActions)
          .map((entry) => (
            <li key={entry}>
              <button
                type="button"
                draggable
                className={styles.paletteEntry}
                title={t(`part.${entry}.hint`)}
                onClick={() => onAdd(entry)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(dragType, entry)
                  event.dataTransfer.effectAllowed = 'move'
                }}
              >
                <span aria-hidden>{kindIcons[kindOf(entry)]}</span>
                {t(`part.${entry}.name`)}
              </button>
            </li>
          ))}
      </ul>
      <p className={styles.sideHint}>{t('designer.paletteHint')}</p>
    </section>
  )
}
