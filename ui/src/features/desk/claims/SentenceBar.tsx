import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { DraftView, FieldReport } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { keycap, useKeys } from '../../../keys'
import { distinct, useFactName } from './facts'
import { Chip } from './FactChips'
import { useSentence } from './useSentence'
import { textOf } from './words'
import styles from './Claims.module.css'

interface Props {
  view: DraftView
  report: FieldReport
  editing: boolean
}

const KEY = 'f'
/** A caret that only passes by is not announced. */
const PAUSE = 700

/** Below the copy: the facts and interests that the sentence at hand rests on. Its room is kept, so nothing jumps. */
export function SentenceBar({ view, report, editing }: Props) {
  const { say, language } = useSay()
  const factName = useFactName()
  const bar = useRef<HTMLElement>(null)
  const box = () => bar.current?.parentElement ?? null
  const { sentence, numbers, step, close } = useSentence(view.draft.id, report, box)
  useKeys([
    { key: KEY, label: say('sentence.key'), run: () => step(1), when: !editing && report.bases.length > 0 },
  ])
  const facts = distinct(sentence?.facts ?? [])
  const comma = language === 'en' ? ', ' : '、'
  const copyLanguage = view.draft.provenance.brief.copy_language || view.draft.provenance.product.language
  const words =
    sentence && box() ? [...textOf(box()!, sentence)].slice(sentence.start, sentence.end).join('').trim() : ''
  const said = !sentence
    ? ''
    : [
        say('sentence.said', {
          facts:
            facts
              .map((fact) => `${numbers.get(fact.field)} ${factName(fact.field)} ${fact.text}`)
              .join(comma) || say('sentence.nothing'),
        }),
        sentence.interests.length > 0 &&
          say('sentence.saidMeets', { interests: sentence.interests.join(comma) }),
      ]
        .filter(Boolean)
        .join(' ')
  return (
    <section ref={bar} className={styles.bar} aria-label={say('sentence.title')}>
      <Spoken words={said} />
      {!sentence ? (
        <p className="small quiet">
          {editing ? say('sentence.noneTyping') : say('sentence.none', { key: keycap(KEY) })}
        </p>
      ) : (
        <>
          <div className={styles.barHead}>
            <h3>{say('sentence.title')}</h3>
            <p className={styles.quote} lang={copyLanguage || undefined} title={words}>
              {words}
            </p>
            <Button
              look="bare"
              aria-label={say('sentence.previous')}
              icon={<ChevronLeft size={14} aria-hidden="true" />}
              onClick={() => step(-1)}
            />
            <Button
              look="bare"
              aria-label={say('sentence.next')}
              icon={<ChevronRight size={14} aria-hidden="true" />}
              onClick={() => step(1)}
            />
            <Button
              look="bare"
              aria-label={say('sentence.close')}
              icon={<X size={14} aria-hidden="true" />}
              onClick={close}
            />
          </div>
          <ul className={styles.grounds}>
            {facts.map((fact) => (
              <li key={fact.field}>
                <Chip number={numbers.get(fact.field) ?? 0} />{' '}
                <span className="quiet">{factName(fact.field)}</span>{' '}
                <span lang={view.draft.provenance.product.language || undefined}>{fact.text}</span>
              </li>
            ))}
            {facts.length === 0 && <li className="quiet">{say('sentence.nothing')}</li>}
            {sentence.interests.length > 0 && (
              <li>
                <span className="quiet">{say('sentence.meets')}</span> {sentence.interests.join(comma)}
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  )
}

/** Says words to a screen reader once they have stood for a while. */
function Spoken({ words }: { words: string }) {
  const [told, setTold] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setTold(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <p className="visually-hidden" role="status">
      {told}
    </p>
  )
}
