import type { PromptPreview } from '../../../backend/bindings'
import { Messages } from '../../../components/Messages'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'

/** Where the first draft's prompt goes, and exactly what it says. */
export function Sent({ preview }: { preview: PromptPreview }) {
  const { say } = useSay()
  const { destination, warnings, messages } = preview
  return (
    <section className={styles.preview} aria-label={say('generate.exactly')}>
      <h3 className="label">{say('generate.exactly')}</h3>
      <p className="small quiet">
        {destination.host
          ? say('generate.leaves', { host: destination.host, model: destination.model })
          : say('generate.stays', { model: destination.model })}
      </p>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {say(`warning.${warning}`)}
        </p>
      ))}
      <Messages messages={messages} />
    </section>
  )
}
