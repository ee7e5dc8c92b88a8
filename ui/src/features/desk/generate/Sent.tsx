import type { PromptPreview } from '../../../backend/bindings'
import { Sent as Prompt } from '../../../components/Sent'
import { useSay } from '../../../i18n'
import styles from '../GeneratePanel.module.css'

/** What goes out for the first draft. */
export function Sent({ preview }: { preview: PromptPreview }) {
  const { say } = useSay()
  return (
    <section className={styles.preview} aria-label={say('generate.exactly')}>
      <h3 className="label">{say('generate.exactly')}</h3>
      <Prompt preview={preview} />
    </section>
  )
}
