import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

interface Version {
  readonly version: number
  readonly inForce: boolean
  readonly allowed: readonly string[]
}

/** Which version of a document is looked at: the chosen one, else the one in force, else the newest. */
export function useChosenVersion<V extends Version>(versions: readonly V[]) {
  const [chosen, choose] = useState<number>()
  const shown =
    versions.find((one) => one.version === chosen) ?? versions.find((one) => one.inForce) ?? versions[0]
  return { shown, choose }
}

interface VersionChoiceProps {
  versions: readonly Version[]
  shown: number | null
  onChoose: (version: number) => void
  /** Where the version in force is changed, for those who may. */
  designer: { path: string; label: string }
}

/** The head of a page of versions: the way to the designer and the choice of a version. */
export function VersionChoice({ versions, shown, onChoose, designer }: VersionChoiceProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <>
      {versions.some(({ inForce, allowed }) => inForce && allowed.includes('edit')) && (
        <Button onClick={() => void navigate(designer.path)}>{designer.label}</Button>
      )}
      <Select
        value={shown}
        aria-label={t('version.choose')}
        popupMatchSelectWidth={false}
        options={versions.map(({ version, inForce }) => ({
          value: version,
          label: t(inForce ? 'version.nameInForce' : 'version.name', { version }),
        }))}
        onChange={onChoose}
      />
    </>
  )
}
