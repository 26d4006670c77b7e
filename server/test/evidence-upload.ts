import type { Caller, TestApp } from './test-app.js'

/** Uploads a small evidence file for a customer and gives its id. */
export async function uploadEvidence(
  app: TestApp,
  as: Caller,
  customer: string,
  content: string,
): Promise<string> {
  const payload = `--edge\r\nContent-Disposition: form-data; name="file"; filename="${content}.pdf"\r\n\r\n${content}\r\n--edge--\r\n`
  const answer = await app.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${customer}/evidence`,
    headers: { ...as, 'content-type': 'multipart/form-data; boundary=edge' },
    payload,
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}
