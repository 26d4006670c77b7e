import { Command } from 'commander'
import { describeWholeApi } from '../describe-whole-api.js'

export function openapiCommand(): Command {
  return new Command('openapi')
    .description('print the OpenAPI 3.1 document of the API; needs no database')
    .action(async () => {
      console.log(JSON.stringify(await describeWholeApi(), null, 2))
    })
}
