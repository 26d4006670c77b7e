import type { paths } from './schema'

type Method = 'get' | 'post' | 'put' | 'delete'
type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : never

/** The body a successful request is answered with, from the OpenAPI document. */
export type Answer<Path extends keyof paths, M extends Method = 'get'> = paths[Path][M] extends {
  responses: infer Responses
}
  ? Json<Responses[Extract<keyof Responses, 200 | 201 | 202>]>
  : never

/** One item of an answered list. */
export type Item<Path extends keyof paths> =
  Answer<Path> extends { items: readonly (infer One)[] } ? One : never

/** The body a request is sent with. */
export type Sent<Path extends keyof paths, M extends Method = 'post'> = paths[Path][M] extends {
  requestBody?: infer Content
}
  ? Json<Content>
  : never
