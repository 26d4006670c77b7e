/** Customers a person opened lately or pinned, kept on this device under the person's name. */
export interface KnownCustomer {
  code: string
  name: string
}

type Shelf = 'recent' | 'pinned'

const recentMax = 8

function keyOf(shelf: Shelf, username: string): string {
  return `xinheng.${shelf}.${username}`
}

function isKnown(value: unknown): value is KnownCustomer {
  return typeof value === 'object' && value !== null && 'code' in value && 'name' in value
}

export function readCustomers(shelf: Shelf, username: string): readonly KnownCustomer[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(shelf, username)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isKnown) : []
  } catch {
    return []
  }
}

function write(shelf: Shelf, username: string, customers: readonly KnownCustomer[]): void {
  localStorage.setItem(keyOf(shelf, username), JSON.stringify(customers))
}

export function rememberRecent(username: string, customer: KnownCustomer): void {
  const others = readCustomers('recent', username).filter((known) => known.code !== customer.code)
  write('recent', username, [customer, ...others].slice(0, recentMax))
}

/** Pins or unpins; gives whether the customer is pinned now. */
export function togglePinned(username: string, customer: KnownCustomer): boolean {
  const pinned = readCustomers('pinned', username)
  const others = pinned.filter((known) => known.code !== customer.code)
  const pin = others.length === pinned.length
  write('pinned', username, pin ? [...others, customer] : others)
  return pin
}
