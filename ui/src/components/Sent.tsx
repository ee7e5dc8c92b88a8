import { Lock } from 'lucide-react'
import type { PromptPreview } from '../backend/bindings'
import { useSay } from '../i18n'
import { Mark } from './Mark'
import { Messages } from './Messages'
import { GROUPS, personalIn, useKindName, type Personal } from './personal'
import styles from './Sent.module.css'

interface Props {
  preview: PromptPreview
  /** Of each message. */
  className?: string
}

/** A prompt before it is sent: where it goes, what in it is personal, and exactly what it says. */
export function Sent({ preview, className }: Props) {
  const { say } = useSay()
  const { warnings } = preview
  return (
    <>
      <Where preview={preview} />
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {say(`warning.${warning}`)}
        </p>
      ))}
      <MarkedMessages {...preview} className={className} />
    </>
  )
}

/** Messages as they go out, what in them is personal, and what stands for it. */
export function MarkedMessages(
  props: Pick<PromptPreview, 'messages' | 'marks' | 'replaced'> & { className?: string },
) {
  const { messages, marks, replaced, className } = props
  const personal = messages.map(({ content }, index) => personalIn(content, marks[index] ?? [], replaced))
  return (
    <>
      <Legend personal={personal.flat()} />
      <Replacements replaced={replaced} />
      <Messages messages={messages} personal={personal} className={className} />
    </>
  )
}

/** Where it goes; what must stay here goes nowhere, whatever was chosen. */
function Where({ preview: { destination, local_only } }: { preview: PromptPreview }) {
  const { say } = useSay()
  const { host, model } = destination
  return (
    <div className={styles.where}>
      {local_only && (
        <p className={styles.stays}>
          <Lock size={12} strokeWidth={1.75} aria-hidden="true" />
          <span>
            {say('data.stays')} {!host && <span className="quiet">· {model}</span>}
          </span>
        </p>
      )}
      {local_only && host && (
        <p className={styles.refused} role="alert">
          <Mark kind="ban" silent />
          <span>{say('sent.refused', { host })}</span>
        </p>
      )}
      {!local_only && (
        <p className="small quiet">
          {host ? say('generate.leaves', { host, model }) : say('generate.stays', { model })}
        </p>
      )}
    </div>
  )
}

/** What the marks mean: only those that there are. */
function Legend({ personal }: { personal: Personal[] }) {
  const { say, language } = useSay()
  const kindName = useKindName()
  const groups = GROUPS.filter((group) => personal.some((one) => one.group === group))
  if (groups.length === 0) return null
  const kinds = (group: string) =>
    [...new Set(personal.filter((one) => one.group === group).map(({ kind }) => kindName(kind)))].join(
      language === 'en' ? ', ' : '、',
    )
  return (
    <ul className={styles.legend} aria-label={say('sent.legend')}>
      {groups.map((group) => (
        <li key={group}>
          <mark className={styles[group]} aria-hidden="true">
            {say('sent.swatch')}
          </mark>
          <span>{say(`sent.group.${group}`, { kinds: kinds(group) })}</span>
        </li>
      ))}
    </ul>
  )
}

function Replacements({ replaced }: Pick<PromptPreview, 'replaced'>) {
  const { say } = useSay()
  const kindName = useKindName()
  if (replaced.length === 0) return null
  return (
    <div className={styles.replaced}>
      <h4 className="label">{say('sent.replaced')}</h4>
      <ul>
        {replaced.map(({ placeholder, text, kind }) => (
          <li key={placeholder}>
            <span className="mono">{placeholder}</span> <span aria-hidden="true">←</span>
            <span className="visually-hidden">{say('sent.standsFor')}</span> <span>{text}</span>{' '}
            <span className="quiet">{kindName(kind)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
