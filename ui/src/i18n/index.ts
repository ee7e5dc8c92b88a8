import i18next, { type TOptions } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import en from './en'
import zh from './zh-CN'

/** The interface's languages; the language of copy is another matter. */
export type Language = 'en' | 'zh-CN'

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-CN': { translation: zh } },
  lng: 'en',
  fallbackLng: 'en',
  // texts are rendered by React, which escapes
  interpolation: { escapeValue: false },
  initAsync: false,
})

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]
type Plural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base | K : K
export type Key = Plural<Leaves<typeof en>>

/** Says a key in the interface's language. Keys are checked when the interface is built. */
export function useSay() {
  const { t, i18n } = useTranslation()
  const say = (key: Key, values?: TOptions & Record<string, unknown>): string =>
    t(key as string, values ?? {})
  return { say, t, language: i18n.language as Language }
}

export async function speak(language: Language) {
  // every text would be drawn again
  if (i18next.language !== language) await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export default i18next
