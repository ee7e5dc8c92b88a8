import { asProblem, useBackend } from '../../backend/context'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { bytes, number } from '../../i18n/format'
import { Footer } from '../../shell/Footer'
import { Choices } from './Choices'
import styles from './Exporting.module.css'
import { Refused } from './Refused'
import { Table } from './Table'
import { useExport } from './useExport'

export default function Exporting() {
  const { say, language } = useSay()
  const backend = useBackend()
  const now = useExport()
  const { preview, total, problem, result, run } = now
  return (
    <>
      <div className={screen.work}>
        <Choices now={now} />
        <section className={styles.preview} aria-label={say('exporting.preview')}>
          {problem && (
            <ProblemNote problem={problem}>
              {problem.code === 'file_exists' && (
                <Button look="link" onClick={() => void run(true)}>
                  {say('exporting.replace')}
                </Button>
              )}
              {problem.code === 'limit_refused' && <Refused problem={problem} />}
            </ProblemNote>
          )}
          {result && (
            <p className={styles.done} role="status">
              {say('exporting.done', {
                count: result.rows,
                size: bytes(result.bytes, language),
                path: result.path,
              })}{' '}
              <Button look="link" onClick={() => void backend.reveal(result.path)}>
                {say('exporting.reveal')}
              </Button>
            </p>
          )}
          {preview.isError && <ProblemNote problem={asProblem(preview.error)} />}
          {now.form !== 'table' && total > 0 && (
            <p className={styles.about}>{say('outgoing.previewConversations')}</p>
          )}
          {preview.data && total === 0 ? (
            <div className={styles.none}>
              <p className={screen.sentence}>{say('exporting.none')}</p>
              <a href="#/desk">{say('exporting.toDesk')}</a>
            </div>
          ) : (
            preview.data && <Table preview={preview.data} keys={now.keys} />
          )}
        </section>
      </div>
      <Footer
        keys={[
          { key: 'mod+Enter', label: say('exporting.key'), run: () => void run(false), when: total > 0 },
        ]}
      >
        <Button
          look="ink"
          hint="mod+Enter"
          disabled={total === 0 || !now.path}
          onClick={() => void run(false)}
        >
          {say('exporting.start', { count: total, number: number(total, language) })}
        </Button>
      </Footer>
    </>
  )
}
