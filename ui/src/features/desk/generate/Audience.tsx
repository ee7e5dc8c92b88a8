import { useProfiles } from '../../../backend/queries'
import { StaysMark } from '../../../components/Stays'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'
import { toggled } from './toggled'

/** Stands for the draft that speaks to nobody in particular. */
export const NEUTRAL = 'neutral'

interface Props {
  /** Nothing chosen is the neutral draft alone. */
  chosen: string[]
  onChange: (profiles: string[]) => void
}

export function Audience({ chosen, onChange }: Props) {
  const { say } = useSay()
  const profiles = useProfiles().data ?? []
  const shown = chosen.length > 0 ? chosen : [NEUTRAL]
  const neutral = {
    id: NEUTRAL,
    name: say('generate.neutral'),
    interests: [] as string[],
    language: '',
    local_only: false,
  }
  return (
    <fieldset className={styles.choices}>
      <legend>{say('generate.profiles')}</legend>
      <div className={styles.scroll}>
        {[neutral, ...profiles].map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={shown.includes(one.id)}
              onChange={() => onChange(toggled(chosen, one.id))}
            />
            <span lang={one.language || undefined}>{one.name}</span>
            {one.local_only && <StaysMark />} <span className="quiet">{one.interests.join(', ')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
