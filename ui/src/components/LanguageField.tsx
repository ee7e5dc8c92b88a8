import { useSay } from '../i18n'
import { Select } from './Field'

/** Languages that copy is often written in, each by its own name. Others are kept as they are. */
const LANGUAGES: [string, string][] = [
  ['en', 'English'],
  ['zh-CN', '简体中文'],
  ['zh-TW', '繁體中文'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
  ['es', 'Español'],
  ['it', 'Italiano'],
  ['nl', 'Nederlands'],
  ['pt', 'Português'],
  ['pl', 'Polski'],
  ['ja', '日本語'],
  ['ko', '한국어'],
]

interface Props {
  label: string
  value: string
  onChange: (language: string) => void
  none?: string
  hint?: string
}

export function LanguageField({ label, value, onChange, none, hint }: Props) {
  const { say } = useSay()
  const known = LANGUAGES.some(([tag]) => tag === value)
  return (
    <Select label={label} hint={hint} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none ?? say('common.notSaid')}</option>
      {LANGUAGES.map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
      {value && !known && <option value={value}>{value}</option>}
    </Select>
  )
}
