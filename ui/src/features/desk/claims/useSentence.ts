import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { FieldReport } from '../../../backend/bindings'
import { numbersOf, sentenceAt, sentencesOf, type Sentence } from './facts'
import { light, useLit } from './lit'
import { rangesOf, spotIn } from './words'

/** The name of the highlight; a stylesheet paints it. */
const HIGHLIGHT = 'lit-sentence'
const sameSentence = (one: Sentence, other: Sentence) =>
  one.field === other.field && one.part === other.part && one.start === other.start

/** The sentence that the caret, a click or a key is in, within the box around the copy. */
export function useSentence(draft: string, report: FieldReport, box: () => Element | null) {
  const lit = useLit(draft)
  const numbers = useMemo(() => numbersOf(report), [report])
  const sentence = lit?.sentence ?? null
  const latest = useRef({ report, numbers, sentence })
  latest.current = { report, numbers, sentence }

  const show = useCallback(
    (next: Sentence | null) => light(next && { draft, sentence: next, numbers: latest.current.numbers }),
    [draft],
  )
  // after a check the same sentence may rest on other facts, or be gone
  useEffect(() => {
    const now = latest.current.sentence
    if (!now) return
    show(sentencesOf(report).find((one) => sameSentence(one, now)) ?? null)
  }, [report, show])
  useEffect(() => {
    const onSelect = () => {
      const element = box()
      const spot = element && spotIn(element)
      if (!spot) return
      const found = sentenceAt(latest.current.report, spot.place, spot.at)
      const now = latest.current.sentence
      if (found && !(now && sameSentence(found, now))) show(found)
    }
    document.addEventListener('selectionchange', onSelect)
    return () => {
      document.removeEventListener('selectionchange', onSelect)
      light(null)
      globalThis.CSS?.highlights?.delete(HIGHLIGHT)
    }
    // a box stands as long as its galley
  }, [draft, show]) // oxlint-disable-line

  useEffect(() => {
    if (!globalThis.CSS?.highlights) return
    const element = box()
    const ranges = sentence && element ? rangesOf(element, sentence, sentence.start, sentence.end) : []
    // a highlight would paint over the colour of a finding's underline
    const free = ranges.filter((range) => !range.startContainer.parentElement?.closest('mark'))
    if (free.length > 0) CSS.highlights.set(HIGHLIGHT, new Highlight(...free))
    else CSS.highlights.delete(HIGHLIGHT)
  })

  /** Goes to another sentence, around the ends, and brings it into sight. */
  const step = (by: number) => {
    const all = sentencesOf(report)
    if (all.length === 0) return
    const at = sentence ? all.findIndex((one) => sameSentence(one, sentence)) : by > 0 ? -1 : 0
    const next = all[(at + by + all.length) % all.length]!
    show(next)
    const element = box()
    const first = element && rangesOf(element, next, next.start, next.end)[0]
    first?.startContainer.parentElement?.scrollIntoView?.({ block: 'nearest' })
  }
  return { sentence, numbers, step, close: () => show(null) }
}
