import { useQuery } from '@tanstack/react-query'
import { asProblem, useBackend } from '../../backend/context'
import { useDraft } from '../../backend/queries'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { Copy } from './Copy'
import styles from './Inbox.module.css'
import { Piece } from './pieces'
import preview from './Preview.module.css'
import { useSeen } from './seen'

/**
 * The email as its reader opens it. The frame may do nothing: no script, no form, no link, no origin of its own; the
 * window's Content-Security-Policy holds in it too.
 */
export function EmailFrame({ wide }: { wide: boolean }) {
  const { say } = useSay()
  const { draftId } = useSeen()
  const backend = useBackend()
  const saved = useDraft(draftId || null).data?.draft.updated_at
  const html = useQuery({
    // read again when what was typed has been saved: the backend sets what it holds
    queryKey: ['email-html', draftId, saved],
    queryFn: () => backend.emailHtml(draftId),
    enabled: draftId !== '',
    placeholderData: (old) => old,
    staleTime: 0,
  })
  return (
    <>
      {html.isError && <ProblemNote problem={asProblem(html.error)} />}
      <div
        className={wide ? styles.scroll : preview.pieces}
        {...(wide && { role: 'region', tabIndex: 0, 'aria-label': say('preview.onDesktop') })}
      >
        <Piece title={say(wide ? 'preview.onDesktop' : 'preview.onPhone')} width={wide ? 680 : 375}>
          <p className={styles.opened}>
            <Copy field="subject" />
          </p>
          {draftId === '' && <p className={styles.later}>{say('preview.emailLater')}</p>}
          {/* a frame of its own for every reading: one that was empty stays so in some engines */}
          {html.data !== undefined && (
            <iframe
              key={html.dataUpdatedAt}
              className={styles.frame}
              sandbox=""
              title={say('preview.emailFrame')}
              srcDoc={html.data}
            />
          )}
        </Piece>
      </div>
    </>
  )
}
