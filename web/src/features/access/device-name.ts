/** What a browser says of itself, from the most particular sign to the most common: many name several others. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/wxwork\//i, 'WeCom'],
  [/MicroMessenger\//, 'WeChat'],
  [/DingTalk\//i, 'DingTalk'],
  [/Lark\/|Feishu\//i, 'Feishu'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/CriOS\/|HeadlessChrome\/|Chrome\//, 'Chrome'],
  [/Version\/.*Safari\//, 'Safari'],
  [/curl\//, 'curl'],
  [/^node|undici/i, 'Node.js'],
  [/python/i, 'Python'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

const nameIn = (known: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  known.find(([sign]) => sign.test(text))?.[1]

/**
 * Browser and system of a User-Agent header in the words people know, such as "Chrome · Windows"; undefined when
 * neither is known.
 */
export function deviceName(userAgent: string | null): string | undefined {
  const text = userAgent ?? ''
  const known = [nameIn(browsers, text), nameIn(systems, text)].filter((name) => name !== undefined)
  return known.length === 0 ? undefined : known.join(' · ')
}
