import { useProfiles } from '../backend/queries'
import { useSay } from '../i18n'
import { Select } from './Field'

interface Props {
  /** Null for the neutral draft. */
  value: string | null
  onChange: (id: string | null) => void
}

/** For whom a prompt is looked at or tried. */
export function ProfileSelect({ value, onChange }: Props) {
  const { say } = useSay()
  const profiles = useProfiles().data ?? []
  return (
    <Select
      label={say('profiles.profile')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{say('generate.neutral')}</option>
      {profiles.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </Select>
  )
}
