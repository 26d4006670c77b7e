import { multipartForm } from './multipart-form.js'
import type { Caller, TestApp } from './test-app.js'

/** Uploads a small evidence file for a customer and gives its id. */
export async function uploadEvidence(
  app: TestApp,
  as: Caller,
  customer: string,
  content: string,
): Promise<string> {
  const { payload, headers } = multipartForm({ name: `${content}.pdf`, content })
  const answer = await app.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${customer}/evidence`,
    headers: { ...as, ...headers },
    payload,
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}
