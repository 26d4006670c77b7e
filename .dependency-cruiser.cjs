/**
 * The boundaries of ARCHITECTURE.md as rules. `npm run check` runs them and also asserts that files were
 * cruised at all: a cruise over nothing passes every rule.
 */
const modules = [
  'audit',
  'identity',
  'notifications',
  'approvals',
  'customers',
  'facts',
  'exposure',
  'receivables',
  'cash-application',
  'arrangements',
  'claims',
  'provisions',
  'scoring',
  'payment-forecast',
  'policy',
  'limits',
  'credit-control',
  're-rating',
  'recoveries',
  'collections',
  'simulation',
  'insight',
  'connectors',
  'demo-book',
]

const tests = '\\.test\\.ts$'
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`

const moduleOrder = modules.slice(0, -1).map((name, index) => ({
  name: `module-order-${name}`,
  comment: `${name} may use the modules before it, never those after it.`,
  severity: 'error',
  from: { path: `^server/src/modules/${name}/`, pathNot: tests },
  to: { path: `^server/src/modules/(${modules.slice(index + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...moduleOrder,
    {
      name: 'module-in-order-list',
      comment: 'A new module takes its place in the order above before anything may import it.',
      severity: 'error',
      from: {},
      to: { path: '^server/src/modules/', pathNot: `^server/src/modules/(${modules.join('|')})/` },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-core',
      comment:
        'kernel and domain import only each other, exact arithmetic and the parser of formulas: no I/O, clock or validation library.',
      severity: 'error',
      from: { path: '^server/src/(kernel|modules/[^/]+/domain)/', pathNot: tests },
      to: {
        pathNot: [
          '^server/src/(kernel|modules/[^/]+/domain)/',
          npm('decimal\\.js'),
          npm('@marcbachmann/cel-js'),
        ],
      },
    },
    {
      name: 'kernel-knows-no-module',
      severity: 'error',
      from: { path: '^server/src/kernel/' },
      to: { path: '^server/src/(modules|platform|app)/' },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: tests },
      to: { path: '^server/src/(modules|app)/' },
    },
    {
      name: 'modules-do-not-know-the-app',
      severity: 'error',
      from: { path: '^server/src/modules/', pathNot: tests },
      to: { path: '^server/src/app/' },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'The database library lives in *-store.ts and platform/.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [tests, '^server/src/platform/', '-store\\.ts$'],
      },
      to: {
        path: [
          npm('pg', 'pg-copy-streams', 'pg-cursor', 'sql-template-tag', '@types/pg', 'graphile-worker'),
          '^server/src/platform/db/(sql|bulk-insert)\\.ts$',
        ],
      },
    },
    {
      name: 'http-only-at-the-edge',
      comment: 'The HTTP and validation libraries live in routes, their schemas and platform/.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [tests, '^server/src/platform/', '(^|/|-)(routes|schemas)\\.ts$'],
      },
      to: { path: npm('fastify', '@fastify/[^/]+', 'fastify-type-provider-zod', 'zod') },
    },
    {
      name: 'routes-go-through-use-cases-not-other-routes',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/', pathNot: tests },
      to: { path: '(^|/|-)routes\\.ts$', pathNot: '^server/src/modules/$1/' },
    },
    {
      name: 'tests-stay-out-of-the-program',
      severity: 'error',
      from: { path: '^(server|web)/src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: ['\\.test\\.tsx?$', '^server/test/', '^e2e/', '^bench/'] },
    },
    {
      name: 'web-features-are-apart',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'web-ui-knows-no-feature',
      severity: 'error',
      from: { path: '^web/src/(ui|api|locales)/' },
      to: { path: '^web/src/(features|app)/' },
    },
    {
      name: 'web-and-server-share-only-the-contract',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^server/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json'],
    },
  },
}
