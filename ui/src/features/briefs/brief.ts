import type { BriefFields } from '../../backend/bindings'
import { useSay } from '../../i18n'

export const blank: BriefFields = {
  name: '',
  template: 'Product Name: {{ name }}\nProduct Description: {{ description }}\n{{ instruction }}',
  instruction: '',
  system: '',
  copy_language: '',
  channel: '',
  variables: [],
  examples: 0,
  parameters: { max_tokens: 100, variants: 1, stop: [], temperature: 0.7, seed: null },
}
/** The fields alone, always in the same order, so that two can be compared. */
export const pick = ({
  name,
  template,
  instruction,
  system,
  copy_language,
  channel,
  variables,
  examples,
  parameters,
}: BriefFields): BriefFields => ({
  name,
  template,
  instruction,
  system,
  copy_language,
  channel,
  variables,
  examples,
  parameters,
})

/** What a shipped brief of a channel puts in the place of what is there; the name stays. */
export const started = (shipped: BriefFields, channel: string, name: string): BriefFields => ({
  ...pick(shipped),
  channel,
  name: name.trim() ? name : shipped.name,
})

/** A brief's fields by their names, for its versions. */
export function useBriefWords() {
  const { say } = useSay()
  return (brief: BriefFields): [string, string][] => [
    [say('briefs.name'), brief.name],
    [say('briefs.template'), brief.template],
    [say('briefs.instruction'), brief.instruction],
    [say('briefs.system'), brief.system],
    [say('briefs.copyLanguage'), brief.copy_language],
    [say('channelBrief.channel'), brief.channel],
    [
      say('channelBrief.variables'),
      brief.variables.map(({ name, value }) => `${name} = ${value}`).join('\n'),
    ],
    [say('channelBrief.examples'), String(brief.examples)],
    [say('briefs.maxTokens'), String(brief.parameters.max_tokens)],
    [say('briefs.variants'), String(brief.parameters.variants)],
    [say('briefs.temperature'), String(brief.parameters.temperature)],
    [say('briefs.seed'), brief.parameters.seed === null ? '' : String(brief.parameters.seed)],
    [say('briefs.stop'), brief.parameters.stop.join('\n')],
  ]
}
