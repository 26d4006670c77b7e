import { buildServer } from './build-server.mjs'
import { buildWeb } from './build-web.mjs'
import { installMissing } from './install.mjs'
import { requireNode } from './sources.mjs'

requireNode()
installMissing()
console.log((await buildServer()) ? 'server: built' : 'server: up to date')
console.log(buildWeb() ? 'web: built' : 'web: up to date')
