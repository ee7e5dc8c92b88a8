import type { DraftView, Surprisal } from '../../../backend/bindings'
import { useSay } from '../../../i18n'
import { ShadedCopy } from './ShadedCopy'
import { STEPS, shadedOf } from './shades'
import styles from './Sure.module.css'

/** How sure the model was of its words, where its provider says so. */
export function Sure({ view }: { view: DraftView }) {
  const { say } = useSay()
  return (
    <section>
      <h3>{say('sure.title')}</h3>
      {view.surprisal ? (
        <Known view={view} surprisal={view.surprisal} />
      ) : (
        <p className="small quiet">{say('sure.unknown')}</p>
      )}
    </section>
  )
}

function Known({ view, surprisal }: { view: DraftView; surprisal: Surprisal }) {
  const { say, language } = useSay()
  const { draft, channel } = view
  const places = shadedOf(draft, channel, surprisal)
  const copyLanguage = draft.provenance.brief.copy_language || draft.provenance.product.language
  const digits = (value: number, count: number) =>
    value.toLocaleString(language, { minimumFractionDigits: count, maximumFractionDigits: count })
  const figures = [
    say('sure.mean', { mean: digits(surprisal.mean, 2) }),
    say('sure.perplexity', { perplexity: digits(surprisal.perplexity, 2) }),
    say('desk.tokens', { count: surprisal.tokens }),
  ]
  return (
    <>
      <p className={styles.figures}>{figures.join(' · ')}</p>
      <details className={styles.folded}>
        <summary>{say('sure.how')}</summary>
        <p className={styles.formula}>{say('sure.formula')}</p>
        <p className="small quiet">{say('sure.formulaWords')}</p>
      </details>
      <details className={styles.folded}>
        <summary>{say('sure.words')}</summary>
        <p className="small quiet">{say('sure.honest')}</p>
        {places.every(({ words }) => words.length === 0) ? (
          <p className="small quiet">{say('sure.none')}</p>
        ) : (
          <>
            <ul className={styles.legend} aria-label={say('sure.legend')}>
              {STEPS.map(({ step }) => (
                <li key={step}>
                  <span className={styles[step]}>{say(`sure.step.${step}`)}</span>
                </li>
              ))}
              <li className="quiet">{say('sure.person')}</li>
            </ul>
            <ShadedCopy places={places} channel={channel} language={copyLanguage} />
          </>
        )}
      </details>
    </>
  )
}
