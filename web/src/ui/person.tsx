import { usePersonName } from '../session/people'

interface PersonProps {
  username: string | null | undefined
  /** Said where there is nobody. */
  nobody?: string
}

/** A person by name; the username shows on hover, since two may bear one name. */
export function Person({ username, nobody = '–' }: PersonProps) {
  const nameOf = usePersonName()
  if (username === null || username === undefined) return <span className="xh-quiet">{nobody}</span>
  return <span title={username}>{nameOf(username)}</span>
}
