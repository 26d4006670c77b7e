declare module 'tar-fs' {
  /** Unpacks the tar archive written to it into `directory`. */
  export function extract(directory: string): NodeJS.WritableStream
}
