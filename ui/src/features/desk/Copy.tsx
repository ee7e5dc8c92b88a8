import { useMemo } from 'react'
import type { DraftView } from '../../backend/bindings'
import { compare, type Piece } from '../../text/diff'
import styles from './Galley.module.css'

export type CopyView = 'proof' | 'changes' | 'clean'
/** Copy in fields can also be seen as its readers will meet it. */
export type FieldsView = CopyView | 'preview'

/** Cuts pieces at line breaks, so that a bar can stand beside the lines a person touched. */
export function paragraphs(pieces: Piece[]): Piece[][] {
  const lines: Piece[][] = [[]]
  for (const piece of pieces) {
    piece.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      if (text) lines.at(-1)!.push({ ...piece, text })
    })
  }
  return lines
}

/** The copy as it is read: a person's words in blue, what was struck and put in, or clean. */
export function Copy({
  text,
  base,
  view,
  language,
}: {
  text: string
  base: string
  view: CopyView
  language: string
}) {
  const lines = useMemo(() => {
    const pieces: Piece[] = view === 'clean' ? [{ text, kind: 'same' }] : compare(base, text, language)
    return paragraphs(view === 'proof' ? pieces.filter((piece) => piece.kind !== 'removed') : pieces)
  }, [text, base, view, language])
  return (
    <div className={styles.copy} lang={language || undefined}>
      {lines.map((line, index) => (
        // lines have no identity of their own
        // eslint-disable-next-line react/no-array-index-key
        <p key={index} className={line.some((piece) => piece.kind !== 'same') ? styles.touched : undefined}>
          {line.length === 0 && <br />}
          {line.map((piece, at) => {
            const key = `${at}${piece.kind}`
            if (piece.kind === 'added')
              return view === 'changes' ? (
                <ins key={key}>{piece.text}</ins>
              ) : (
                <span key={key} className={styles.hand}>
                  {piece.text}
                </span>
              )
            if (piece.kind === 'removed') return <del key={key}>{piece.text}</del>
            return <span key={key}>{piece.text}</span>
          })}
        </p>
      ))}
    </div>
  )
}

export const modelText = (view: DraftView) => view.revisions[0]?.text ?? ''
