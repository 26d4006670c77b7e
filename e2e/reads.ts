import type { APIRequestContext } from 'playwright-core'

interface OpenApi {
  paths: Record<string, Record<string, Operation>>
}

interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>
}

/**
 * The address of every reading route of the OpenAPI document, its parameters filled in from what the book holds;
 * without the streams, which do not end.
 */
export async function readableAddresses(request: APIRequestContext): Promise<string[]> {
  const document = (await (await request.get('/api/v1/openapi.json')).json()) as OpenApi
  const templates = Object.entries(document.paths).filter(
    ([, { get }]) => get !== undefined && get.responses['200']?.content?.['text/event-stream'] === undefined,
  )
  const addresses: string[] = []
  for (const [template] of templates) addresses.push(await fillIn(request, template))
  return addresses
}

/** `/customers/{code}/x`: the code of the first item that `/customers` lists; anything where nothing is listed. */
async function fillIn(request: APIRequestContext, template: string): Promise<string> {
  let address = ''
  for (const segment of template.split('/').slice(1))
    address += `/${segment.startsWith('{') ? await firstKey(request, address) : segment}`
  return address
}

async function firstKey(request: APIRequestContext, list: string): Promise<string> {
  const response = await request.get(`${list}?limit=1`)
  if (!response.ok()) return 'none'
  const body = (await response.json()) as { items?: Record<string, unknown>[] }
  const item = body.items?.[0]
  const key = item?.['code'] ?? item?.['id'] ?? item?.['number'] ?? item?.['username']
  return typeof key === 'string' ? encodeURIComponent(key) : 'none'
}
