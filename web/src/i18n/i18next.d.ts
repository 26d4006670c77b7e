import 'i18next'
import type common from '../locales/zh-CN/common.json'
import type customers from '../locales/zh-CN/customers.json'
import type home from '../locales/zh-CN/home.json'
import type identity from '../locales/zh-CN/identity.json'
import type shell from '../locales/zh-CN/shell.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    /** One line per namespace: a key that is not in the Chinese file does not compile. */
    resources: {
      common: typeof common
      customers: typeof customers
      home: typeof home
      identity: typeof identity
      shell: typeof shell
    }
  }
}
