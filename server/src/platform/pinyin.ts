import { pinyin } from 'pinyin-pro'

const spelled = new Map<string, { full: string; initials: string }>()
const CACHE_MAX = 10_000

/** Spells Chinese text in pinyin without tones; other characters stay as they are. */
export function spellPinyin(text: string): { full: string; initials: string } {
  const known = spelled.get(text)
  if (known) return known
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  const result = {
    full: syllables.join('').replaceAll(' ', ''),
    initials: syllables
      .map((syllable) => (/^[a-zü]+$/.test(syllable) ? syllable.charAt(0) : syllable))
      .join(''),
  }
  if (spelled.size >= CACHE_MAX) spelled.clear()
  spelled.set(text, result)
  return result
}
