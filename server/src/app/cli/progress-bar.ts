import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a long command has come, on a terminal; says nothing into a pipe. */
export interface ProgressBar {
  show(label: string, done: number, total: number): void
  stop(): void
}

export function progressBar(): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      format: '{label} [{bar}] {value}/{total} · {eta_formatted}',
      stream: process.stderr,
      clearOnComplete: true,
    },
    Presets.rect,
  )
  let current: string | undefined
  return {
    show(label, done, total) {
      if (label !== current) {
        if (current !== undefined) bar.stop()
        bar.start(total, done, { label })
        current = label
      } else {
        bar.setTotal(total)
        bar.update(done)
      }
    },
    stop() {
      if (current !== undefined) bar.stop()
    },
  }
}
