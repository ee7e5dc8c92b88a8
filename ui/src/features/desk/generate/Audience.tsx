import { useProfiles } from '../../../backend/queries'
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
  const neutral = { id: NEUTRAL, name: say('generate.neutral'), interests: [] as string[], language: '' }
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
            <span lang={one.language || undefined}>{one.name}</span>{' '}
            <span className="quiet">{one.interests.join(', ')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
