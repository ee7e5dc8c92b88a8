// Why an approval no longer holds, in the person's language.
import type { Finding, Staleness } from '../backend/bindings'
import i18next, { useSay } from '../i18n'

/** The words of the interface for the names that facts are told apart by; a fact of a person's own keeps its name. */
function useFieldName() {
  const { t } = useSay()
  return (name: string) => (i18next.exists(`field.${name}`) ? t(`field.${name}`) : name)
}

export function useStaleness() {
  const { say, t, language } = useSay()
  const fieldName = useFieldName()
  const joined = (names: string[]) => [...new Set(names)].join(language === 'zh-CN' ? '、' : ', ')
  /** By what the finding says it is about, where it still stands in the draft. */
  const ruleName = (rule: string, findings: Finding[]) => {
    const words = findings.find((finding) => finding.rule === rule)?.words?.name
    if (words) return language === 'en' ? words.en : words.zh
    const kind = `finding.about.${rule.split('.')[0]}`
    return i18next.exists(kind) ? t(kind) : rule
  }
  return {
    sentence: (stale: Staleness, findings: Finding[] = []): string => {
      switch (stale.kind) {
        case 'text':
          return say('state.staleText')
        case 'facts':
          return say('state.staleFacts', { fields: joined(stale.fields.map(fieldName)) })
        case 'channel':
          return say('stale.channel')
        case 'rules':
          return say('stale.rules', { rules: joined(stale.rules.map((rule) => ruleName(rule, findings))) })
      }
    },
    /** In a word, for a list. */
    word: (stale: Staleness): string => {
      switch (stale.kind) {
        case 'text':
          return say('state.text')
        case 'facts':
          return fieldName(stale.fields[0] ?? '')
        case 'channel':
          return say('stale.channelWord')
        case 'rules':
          return say('stale.rulesWord')
      }
    },
  }
}
