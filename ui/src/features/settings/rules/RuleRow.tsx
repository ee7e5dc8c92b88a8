import { useState } from 'react'
import type { Level, RuleView, Setting } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { Reason } from './Reason'
import {
  changeOf,
  decided,
  LEVELS,
  needsReason,
  withReason,
  wordsIn,
  type Decisions,
  type Lack,
} from './rules'
import styles from './Rules.module.css'

interface Props {
  rule: RuleView
  /** Phrases with it come first. */
  search: string
  packOn: boolean
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
  lacking: Lack[]
}

/** So many phrases are shown until a person asks for all. */
const FEW = 8
const WRITTEN = 'written'

/** A rule of a pack: what it looks for, what it says, what it rests on, and how this shop treats it. */
export function RuleRow({ rule, search, packOn, decisions, onDecide, lacking }: Props) {
  const { say, language } = useSay()
  const [all, setAll] = useState(false)
  const change = changeOf(decisions, rule.id)
  const level: Level | 'off' =
    change && typeof change.set === 'object'
      ? change.set.level
      : change?.set === 'off' || (!packOn && change?.set !== 'on')
        ? 'off'
        : rule.level
  const name = wordsIn(rule.words.name, language)
  const chosen = !change ? WRITTEN : typeof change.set === 'object' ? change.set.level : change.set
  const choose = (value: string) => {
    const set: Setting | null =
      value === WRITTEN ? null : value === 'off' || value === 'on' ? value : { level: value as Level }
    onDecide(decided(decisions, rule.id, set))
  }
  const suggestion = wordsIn(rule.words.suggestion, language)
  const wanted = search.trim().toLowerCase()
  const hits = (phrase: string) => wanted !== '' && phrase.toLowerCase().includes(wanted)
  const phrases = rule.phrases.toSorted((a, b) => Number(hits(b)) - Number(hits(a)))
  const shown = all ? phrases : phrases.slice(0, FEW)
  return (
    <li className={styles.ruleRow}>
      <div className={styles.ruleHead}>
        {level === 'off' ? (
          <span className={styles.silent} aria-hidden="true" />
        ) : (
          <Mark kind={level} silent />
        )}
        <h5>
          {name}{' '}
          <span className={styles.levelWord}>
            {say(level === 'off' ? 'rules.off' : `rules.level.${level}`)}
          </span>
          {change && <span className={styles.changed}>{say('rules.changedMark')}</span>}
        </h5>
        <select
          aria-label={say('rules.levelOf', { name })}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={WRITTEN}>{say('rules.written', { level: say(`rules.level.${rule.level}`) })}</option>
          {(!packOn || chosen === 'on') && <option value="on">{say('rules.writtenOn')}</option>}
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {say(`rules.level.${one}`)}
            </option>
          ))}
          <option value="off">{say('rules.off')}</option>
        </select>
      </div>
      {change && (
        <div className={styles.decision}>
          <Reason
            value={change.reason}
            needed={needsReason(change.set)}
            wrong={lacking.some(({ of }) => of === rule.id)}
            onChange={(reason) => onDecide(withReason(decisions, rule.id, reason))}
          />
          <Button
            look="link"
            aria-label={say('rules.backNamed', { name })}
            onClick={() => onDecide(decided(decisions, rule.id, null))}
          >
            {say('rules.back')}
          </Button>
        </div>
      )}
      <dl>
        <dt>{say('rules.looksFor')}</dt>
        <dd className={styles.phrases}>
          {shown.map((phrase) => (
            <code key={phrase}>{phrase}</code>
          ))}
          {rule.phrases.length > shown.length && (
            <Button look="link" onClick={() => setAll(true)}>
              {say('rules.more', { count: rule.phrases.length - shown.length })}
            </Button>
          )}
        </dd>
        <dt>{say('rules.says')}</dt>
        <dd>
          {wordsIn(rule.words.message, language)} {suggestion && <span>→ {suggestion}</span>}
        </dd>
        <dt>{say('rules.sources')}</dt>
        <dd className="quiet">{wordsIn(rule.words.basis, language)}</dd>
      </dl>
    </li>
  )
}
