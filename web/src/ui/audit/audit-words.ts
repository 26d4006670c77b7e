import { useTranslation } from 'react-i18next'
import { wordOf } from './audit-fields'

/** A name this version does not know, made readable: `reservation_days` becomes "reservation days". */
const plain = (name: string) => ({ defaultValue: wordOf(name).replaceAll('_', ' ').replaceAll('.', ': ') })

const keyOf = (name: string) => wordOf(name).replaceAll('.', '__')

/** Words for what the trail holds; what is not known keeps its own name. */
export function useAuditWords() {
  const { t } = useTranslation('audit')
  const tableName = (name: string) => t(`table.${keyOf(name)}` as 'table.customer', plain(name))
  return {
    field: (name: string) => t(`field.${keyOf(name)}` as 'field.name', plain(name)),
    objectType: (name: string) => t(`objectType.${keyOf(name)}` as 'objectType.customer', plain(name)),
    /** What was done: in the program's words, or to which table. */
    done(entry: { kind: string; action: string; table: string | null }): string {
      if (entry.table === null)
        return t(`did.${keyOf(entry.action)}` as 'did.hold__released', plain(entry.action))
      const table = tableName(entry.table)
      switch (entry.action) {
        case 'insert':
          return entry.kind === 'rows' ? t('row.insertMany', { table }) : t('row.insert', { table })
        case 'update':
          return t('row.update', { table })
        case 'delete':
          return t('row.delete', { table })
        default:
          return t('row.truncate', { table })
      }
    },
    actor(entry: { actor: string; actorKind: string }): string {
      if (entry.actorKind === 'anonymous') return t('actor.anonymous')
      if (entry.actorKind === 'database') return t('actor.database', { name: entry.actor })
      if (entry.actorKind !== 'system') return entry.actor
      return entry.actor === 'system' ? t('actor.itself') : t('actor.system', { name: entry.actor })
    },
  }
}
