import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import type { PackView, RuleView } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import i18next, { useSay } from '../../../i18n'
import { Reason } from './Reason'
import { RuleRow } from './RuleRow'
import {
  changeOf,
  decided,
  isOn,
  needsReason,
  switched,
  withReason,
  wordsIn,
  type Decisions,
  type Lack,
} from './rules'
import styles from './Rules.module.css'

interface Props {
  pack: PackView
  /** Those that are looked for. */
  rules: RuleView[]
  search: string
  open: boolean
  onOpen: (open: boolean) => void
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
  lacking: Lack[]
}

/** A pack in one row, folded; its rules below when it is opened. */
export function PackRow({ pack, rules, search, open, onOpen, decisions, onDecide, lacking }: Props) {
  const { say, t, language } = useSay()
  const id = useId()
  const name = wordsIn(pack.name, language)
  const on = isOn(pack, decisions)
  const change = changeOf(decisions, pack.id)
  const comma = language === 'en' ? ', ' : '、'
  const changed = pack.rules.filter((rule) => changeOf(decisions, rule.id)).length + (change ? 1 : 0)
  const day = new Date(`${pack.version}T00:00:00`)
  const date = Number.isNaN(day.getTime())
    ? pack.version
    : day.toLocaleDateString(language === 'en' ? 'en-GB' : language, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
      })
  const category = (one: string) =>
    i18next.exists(`rules.category.${one}`) ? t(`rules.category.${one}`) : one
  const facts = [
    say('rules.count', { count: pack.rules.length }),
    say('rules.version', { date }),
    say(pack.advert && pack.chat ? 'rules.both' : pack.chat ? 'rules.chats' : 'rules.adverts'),
    pack.markets.length > 1 &&
      say('rules.also', {
        markets: pack.markets
          .slice(1)
          .map((market) => say(`rules.market.${market}`))
          .join(comma),
      }),
    pack.categories.length > 0 &&
      say('rules.about', { categories: pack.categories.map(category).join(comma) }),
  ].filter(Boolean)
  const [source, ...others] = pack.sources
  return (
    <li className={styles.pack} data-off={!on || undefined}>
      <div className={styles.packRow}>
        <button
          type="button"
          className={styles.packName}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => onOpen(!open)}
        >
          <ChevronRight size={14} aria-hidden="true" />
          <span>
            <b>{name}</b>
            {changed > 0 && (
              <span className={styles.changed}>{say('rules.changed', { count: changed })}</span>
            )}
            <span className={styles.packFacts}>{facts.join(' · ')}</span>
            {source && !open && (
              <span className={styles.source} title={pack.sources.join('\n')}>
                {source} {others.length > 0 && say('rules.moreSources', { count: others.length })}
              </span>
            )}
          </span>
        </button>
        <label className={styles.switch}>
          <input
            type="checkbox"
            role="switch"
            checked={on}
            aria-label={say('rules.packSwitch', { name })}
            onChange={(event) => onDecide(switched(decisions, pack, event.target.checked))}
          />
          <span aria-hidden="true">{say(on ? 'rules.on' : 'rules.off')}</span>
        </label>
      </div>
      {change && (
        <div className={styles.decision}>
          <Reason
            value={change.reason}
            needed={needsReason(change.set)}
            wrong={lacking.some(({ of }) => of === pack.id)}
            onChange={(reason) => onDecide(withReason(decisions, pack.id, reason))}
          />
          <Button
            look="link"
            aria-label={say('rules.backNamed', { name })}
            onClick={() => onDecide(decided(decisions, pack.id, null))}
          >
            {say('rules.back')}
          </Button>
        </div>
      )}
      {open && (
        <div id={id} className={styles.opened}>
          {!on && <p className="small quiet">{say('rules.packOff')}</p>}
          {pack.sources.length > 0 && (
            <>
              <h4 className="label">{say('rules.sources')}</h4>
              <ul className={styles.sources}>
                {pack.sources.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </>
          )}
          <ul>
            {rules.map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                search={search}
                packOn={on}
                decisions={decisions}
                onDecide={onDecide}
                lacking={lacking}
              />
            ))}
          </ul>
        </div>
      )}
    </li>
  )
}
