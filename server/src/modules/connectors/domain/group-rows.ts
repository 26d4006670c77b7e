import { faultOf, type ImportContext } from './import-context.js'
import type { ReadRow } from './read-row.js'

/** Rows of one document or one party, in the order of the file. */
export interface RowGroup {
  readonly key: string
  readonly rows: readonly ReadRow[]
}

/**
 * Puts adjacent rows with the same key together as a file is read. A key that comes again later is a fault:
 * the rest of the document would replace what was imported of it. Rows without key stand alone.
 */
export class RowGrouper {
  private key: string | undefined
  private rows: ReadRow[] = []
  private readonly closed = new Set<string>()

  constructor(
    private readonly keyField: string,
    private readonly context: ImportContext,
    /** Whether several rows may make one record; otherwise even adjacent repetitions are faults. */
    private readonly several: boolean,
  ) {}

  /** Takes the next row; gives the group that it completes, if any. */
  add(row: ReadRow): RowGroup | undefined {
    const key = row.values[this.keyField]
    if (key !== undefined && key === this.key && this.several) {
      this.rows.push(row)
      return undefined
    }
    const done = this.finish()
    const again = key !== undefined && this.closed.has(key)
    this.key = key
    this.rows = [again ? { ...row, faults: [...row.faults, this.fault(row)] } : row]
    return done
  }

  /** Gives the last group at the end of the file. */
  finish(): RowGroup | undefined {
    const [first] = this.rows
    if (!first) return undefined
    const group = { key: this.key ?? '', rows: this.rows }
    if (this.key !== undefined) this.closed.add(this.key)
    this.key = undefined
    this.rows = []
    return group
  }

  private fault(row: ReadRow) {
    return faultOf(row, this.context, this.keyField, this.several ? 'not_adjacent' : 'duplicate')
  }
}
