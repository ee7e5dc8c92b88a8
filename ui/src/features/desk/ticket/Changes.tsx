import { useMemo } from 'react'
import type { DraftView } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { compare } from '../../../text/diff'
import { thingsOf, useChangeWords } from './things'
import { Line } from './Line'
import styles from './Changes.module.css'

/** Wider than this, in Latin letters, a change is folded. */
const LONG = 72
/** A Chinese character is as wide as two letters. */
const width = (text: string) => [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0)

/** What the draft was written from that is not so any more. */
export function Changes({ view }: { view: DraftView }) {
  const { say, language } = useSay()
  const called = useChangeWords(view)
  const things = thingsOf(view)
  const copyLanguage = view.draft.provenance.product.language
  const comma = language === 'en' ? ', ' : '、'
  return (
    <section>
      <h3>{say('changes.title')}</h3>
      {things.length === 0 && <p className="small quiet">{say('changes.none')}</p>}
      {things.map((thing) => {
        const name = called.thing(thing)
        return (
          <div key={`${thing.of}:${thing.name}`} className={styles.thing}>
            <h4>
              <span className="quiet">{say(`changes.of.${thing.of}`)}</span> <b>{name}</b>
            </h4>
            {thing.gone && <p className={styles.gone}>{say('changes.gone')}</p>}
            {thing.above.length > 0 && (
              <p className="small quiet">
                {say('changes.above', {
                  fields: [...new Set(thing.above.map(called.field))].join(comma),
                })}
              </p>
            )}
            {thing.changes.length > 0 && (
              <dl>
                {thing.changes.map((change) => (
                  <Line key={change.field} name={called.field(change)}>
                    <Turned
                      name={called.field(change) || name}
                      before={called.value(change, change.before)}
                      after={called.value(change, change.after)}
                      language={copyLanguage}
                    />
                  </Line>
                ))}
              </dl>
            )}
          </div>
        )
      })}
    </section>
  )
}

interface TurnedProps {
  name: string
  before: string
  after: string
  language: string
}

/** A value before and after; of a long text only the words that differ are struck and put in, once it is unfolded. */
function Turned({ name, before, after, language }: TurnedProps) {
  const { say } = useSay()
  if (!before && !after) return say('changes.whole')
  const isLong = width(before) > LONG || width(after) > LONG || /\n/.test(before + after)
  if (isLong)
    return (
      <details className={styles.long}>
        <summary aria-label={say('changes.showOf', { name })}>{say('changes.show')}</summary>
        <Difference before={before} after={after} language={language} />
      </details>
    )
  return (
    <>
      {before && <del>{before}</del>} <ins>{after || say('desk.gone')}</ins>
    </>
  )
}

function Difference({ before, after, language }: Omit<TurnedProps, 'name'>) {
  const { say } = useSay()
  const pieces = useMemo(() => compare(before, after, language), [before, after, language])
  return (
    <p>
      {pieces.map((piece, at) => {
        const key = `${at}${piece.kind}`
        if (piece.kind === 'added') return <ins key={key}>{piece.text}</ins>
        return piece.kind === 'removed' ? <del key={key}>{piece.text}</del> : piece.text
      })}
      {!after && <ins>{say('desk.gone')}</ins>}
    </p>
  )
}
