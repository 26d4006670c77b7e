import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** Browser journeys: one file at a time; those that start a server of their own first, as the demo
 * book needs a while, and those that change how the demo company works, like its approval flows, last. */
class OwnServersFirst extends BaseSequencer {
  override sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    const place = ({ moduleId }: { moduleId: string }) => {
      const listed = order.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return listed === -1 ? order.length : listed
    }
    return Promise.resolve(files.toSorted((a, b) => place(a) - place(b)))
  }
}

/** What is not listed runs at the end. */
const order = [
  'chromium',
  'house',
  'crash',
  'sign-in',
  'pages',
  'journeys',
  'models',
  'holds',
  'notifications',
  'approvals',
]

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.vite/e2e',
  test: {
    include: ['**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    globalSetup: ['./demo-book.ts'],
    sequence: { sequencer: OwnServersFirst },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
