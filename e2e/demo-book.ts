import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { launchProgram, temporaryDataDir } from './program.js'

declare module 'vitest' {
  interface ProvidedContext {
    demoUrl: string
  }
}

const startMaxMs = 400_000

/**
 * One program with the demo book for all files that look at it. It starts beside the first files, which need none;
 * those that do wait for it with `demoProgram`.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = temporaryDataDir()
  const { program, ready } = await launchProgram({
    dataDir: home.dataDir,
    env: { XINHENG_DEMO: 'on' },
    timeoutMs: startMaxMs,
  })
  project.provide('demoUrl', program.url)
  // Said by the files that wait for it in vain.
  ready.catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  return async () => {
    await program.stop()
    home.remove()
  }
}

/** The program with the demo book, ready. Tests that use it find it as others left it. */
export async function demoProgram(): Promise<{ url: string }> {
  const url = inject('demoUrl')
  const deadline = performance.now() + startMaxMs
  while (performance.now() < deadline) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (response?.ok === true) return { url }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the program with the demo book is not ready')
}
