import { TextField } from '../../../components/Field'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'
import type { Choosing } from './useChoice'

/** What shops are often asked about. */
const SUBJECTS = ['sizing', 'delivery', 'returns', 'complaint', 'upsell'] as const
/** The variable of conversations that says what the customer asks about. */
const SUBJECT = 'subject'

/** The brief's own names, with their values for this run. */
export function Variables({ choosing }: { choosing: Choosing }) {
  const { say } = useSay()
  const { channel, variables, setVariable } = choosing
  if (variables.length === 0) return null
  return (
    <div className={styles.variables} role="group" aria-label={say('write.variables')}>
      {variables.map(({ name, value }) =>
        channel === 'dialogue' && name === SUBJECT ? (
          <Subject
            key={name}
            choosing={choosing}
            value={value}
            onChange={(next) => setVariable(name, next)}
          />
        ) : (
          <TextField
            key={name}
            label={name}
            hint={say('write.variablesHint')}
            value={value}
            onChange={(event) => setVariable(name, event.target.value)}
          />
        ),
      )}
    </div>
  )
}

interface SubjectProps {
  choosing: Choosing
  value: string
  onChange: (value: string) => void
}

/** Free text, with the usual subjects a press away: a datalist is not drawn by every window's engine. */
function Subject({ choosing, value, onChange }: SubjectProps) {
  const { say, language } = useSay()
  const { option } = choosing
  // the prompt speaks the brief's language, whatever the interface speaks
  const written = option?.fields.copy_language || option?.brief?.built_in?.split('.')[2] || option?.shipped
  const lng = written ? (written.startsWith('zh') ? 'zh-CN' : 'en') : language
  return (
    <div>
      <TextField
        label={say('write.subject')}
        hint={say('write.subjectHint')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className={styles.subjects} role="group" aria-label={say('write.usualSubjects')}>
        {SUBJECTS.map((key) => {
          const subject = say(`write.subjects.${key}`, { lng })
          return (
            <button
              key={key}
              type="button"
              lang={lng}
              aria-pressed={value === subject}
              onClick={() => onChange(subject)}
            >
              {subject}
            </button>
          )
        })}
      </div>
    </div>
  )
}
