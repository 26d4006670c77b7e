const EDGE = 'xinheng-test-edge'

/**
 * What a browser sends for a form with a file: text fields first, then the file under the name `file`. Give `payload` and
 * `headers`, beside those of the caller, to `inject`.
 */
export function multipartForm(
  file: { readonly name: string; readonly content: Buffer | string; readonly type?: string },
  fields: Readonly<Record<string, string>> = {},
): { readonly payload: Buffer; readonly headers: { readonly 'content-type': string } } {
  const part = (about: string) => `--${EDGE}\r\nContent-Disposition: form-data; ${about}\r\n`
  const type = file.type === undefined ? '' : `Content-Type: ${file.type}\r\n`
  return {
    payload: Buffer.concat([
      ...Object.entries(fields).map(([name, value]) =>
        Buffer.from(`${part(`name="${name}"`)}\r\n${value}\r\n`),
      ),
      Buffer.from(`${part(`name="file"; filename="${file.name}"`)}${type}\r\n`),
      Buffer.from(file.content),
      Buffer.from(`\r\n--${EDGE}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${EDGE}` },
  }
}
