import type { FieldError } from '../../backend/bindings'
import { useFieldProblem } from '../../components/Field'
import { Segmented } from '../../components/Segmented'
import { useSay } from '../../i18n'
import styles from './Briefs.module.css'

interface Props {
  value: number
  onChange: (value: number) => void
  errors?: FieldError[]
}

const CHOICES = ['0', '1', '2', '3', '4', '5']

/** How many approved drafts the model is shown. */
export function Examples({ value, onChange, errors }: Props) {
  const { say } = useSay()
  const sentence = useFieldProblem()
  return (
    <div className={styles.group}>
      <p className={styles.groupName}>{say('channelBrief.examples')}</p>
      <Segmented
        label={say('channelBrief.examples')}
        value={String(value)}
        onChange={(next) => onChange(Number(next))}
        options={CHOICES.map((one) => ({ value: one, label: one }))}
      />
      <p className="small quiet">{say('channelBrief.examplesHint')}</p>
      {errors && errors.length > 0 && (
        <p className={styles.error} role="alert">
          {errors.map(sentence).join(' ')}
        </p>
      )}
    </div>
  )
}
