import { Person } from '../../ui/person'

/** Whose work a hand-over is: a colleague, and the court or firm it lies with. */
export function Handler({ handler, firm }: { handler: string; firm: string | null }) {
  return (
    <>
      <Person username={handler} />
      {firm !== null && ` · ${firm}`}
    </>
  )
}
