import { defineConfig } from 'vitest/config'

const database = ['src/**/*.{db,api}.test.ts', 'test/**/*.{db,api}.test.ts']

/**
 * Two kinds of tests: `unit` needs nothing; `database` gets a real PostgreSQL from test/global-setup.ts, which only
 * starts when one of its files is selected. Two workers, because the tests share the machine with PostgreSQL; a worker
 * keeps the modules it has loaded, as no module remembers anything of one database.
 */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.vite/server',
  test: {
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts', 'test/**/*.test.ts'], exclude: database },
      },
      {
        extends: true,
        test: { name: 'database', include: database, globalSetup: ['test/global-setup.ts'] },
      },
    ],
  },
})
