import { useMemo } from 'react'
import { useSay } from '../../../i18n'
import { compare, type Piece } from '../../../text/diff'
import type { CopyView } from '../Copy'
import galley from '../Galley.module.css'
import { lines, marked, type Note, type Run } from './marked'
import { restOn, useIsLit } from './pointed'
import styles from './Words.module.css'

interface Props {
  text: string
  /** What the model wrote there first. */
  base: string
  view: CopyView
  language: string
  notes: Note[]
  cutAt: number | null
  look?: 'title' | 'small'
}

/** The words of a place as they are read, with what was found in them. */
export function Words({ text, base, view, language, notes, cutAt, look }: Props) {
  const shown = useMemo(() => {
    const pieces: Piece[] = view === 'clean' ? [{ text, kind: 'same' }] : compare(base, text, language)
    const kept = view === 'changes' ? pieces : pieces.filter((piece) => piece.kind !== 'removed')
    return lines(view === 'clean' ? marked(text, kept, [], null) : marked(text, kept, notes, cutAt))
  }, [text, base, view, language, notes, cutAt])
  return (
    <div className={`${galley.copy} ${look ? styles[look] : ''}`} lang={language || undefined}>
      {shown.map((line, index) => (
        // lines have no identity of their own
        // eslint-disable-next-line react/no-array-index-key
        <p key={index} className={line.some((run) => run.kind !== 'same') ? galley.touched : undefined}>
          {line.length === 0 && <br />}
          {line.map((run, at) => (
            <Piece key={`${at}${run.kind}`} run={run} changes={view === 'changes'} />
          ))}
        </p>
      ))}
    </div>
  )
}

function Piece({ run, changes }: { run: Run; changes: boolean }) {
  const { say } = useSay()
  const isLit = useIsLit(run.notes)
  const words = run.level ? (
    <mark
      className={`${styles[run.level]} ${run.waived ? styles.waived : ''} ${isLit ? styles.lit : ''}`}
      onPointerEnter={() => restOn(run.notes[0] ?? null)}
      onPointerLeave={() => restOn(null)}
    >
      {run.text}
      {run.letters.map((letter) => (
        <sup key={letter} aria-hidden="true">
          {letter}
        </sup>
      ))}
    </mark>
  ) : (
    run.text
  )
  const cut = run.cut && (
    <span className={styles.cut} title={say('fields.cutHere')}>
      <span className="visually-hidden">{say('fields.cutHere')}</span>
    </span>
  )
  if (run.kind === 'removed') return <del>{run.text}</del>
  if (run.kind === 'same')
    return (
      <>
        {cut}
        {words}
      </>
    )
  return (
    <>
      {cut}
      {changes ? <ins>{words}</ins> : <span className={galley.hand}>{words}</span>}
    </>
  )
}
