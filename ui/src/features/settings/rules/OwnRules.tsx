import { ChevronRight, Plus } from 'lucide-react'
import { useId, useRef } from 'react'
import type { Level } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { useSay } from '../../../i18n'
import { LEVELS, ownFound, slug, type Decisions, type Lack, type OwnDraft } from './rules'
import styles from './Rules.module.css'

interface Props {
  decisions: Decisions
  onDecide: (decisions: Decisions) => void
  open: ReadonlySet<string>
  onOpen: (key: string, open: boolean) => void
  search: string
  lacking: Lack[]
}

/** The brand's own rules. */
export function OwnRules({ decisions, onDecide, open, onOpen, search, lacking }: Props) {
  const { say } = useSay()
  const list = useRef<HTMLUListElement>(null)
  const { own } = decisions
  const set = (key: string, part: Partial<OwnDraft>) =>
    onDecide({ ...decisions, own: own.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)) })
  const add = () => {
    const key = crypto.randomUUID()
    const rule: OwnDraft = {
      key,
      name: '',
      level: 'caution',
      phrases: '',
      message: '',
      suggestion: '',
      stored: false,
      deleted: false,
    }
    onDecide({ ...decisions, own: [...own, rule] })
    onOpen(key, true)
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector('input')?.focus())
  }
  const shown = own.filter((rule) => search.trim() === '' || ownFound(rule, search) || open.has(rule.key))
  return (
    <section>
      <h3 className={styles.group}>{say('rules.own')}</h3>
      <p className="small quiet">{say('rules.ownLead')}</p>
      {own.length === 0 && <p className="small quiet">{say('rules.ownEmpty')}</p>}
      <ul ref={list}>
        {shown.map((rule) => (
          <li key={rule.key} className={styles.pack}>
            {rule.deleted ? (
              <p className={styles.deleted}>
                {say('rules.ownDeleted', { name: rule.name || say('rules.ownNew') })}
                <Button look="link" onClick={() => set(rule.key, { deleted: false })}>
                  {say('common.undo')}
                </Button>
              </p>
            ) : (
              <>
                <div className={styles.packRow}>
                  <button
                    type="button"
                    className={styles.packName}
                    aria-expanded={open.has(rule.key)}
                    onClick={() => onOpen(rule.key, !open.has(rule.key))}
                  >
                    <ChevronRight size={14} aria-hidden="true" />
                    <span>
                      <b className={styles.ownName}>
                        <Mark kind={rule.level} /> {rule.name || say('rules.ownNew')}
                      </b>
                      <span className={styles.packFacts}>{rule.message}</span>
                    </span>
                  </button>
                  <Button
                    look="link"
                    aria-label={say('rules.ownDeleteNamed', { name: rule.name || say('rules.ownNew') })}
                    onClick={() => set(rule.key, { deleted: true })}
                  >
                    {say('rules.ownDelete')}
                  </Button>
                </div>
                {open.has(rule.key) && (
                  <OwnForm
                    rule={rule}
                    onChange={(part) => set(rule.key, part)}
                    lacking={lacking.filter(({ of }) => of === rule.key)}
                  />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <Button className={styles.add} icon={<Plus size={14} aria-hidden="true" />} onClick={add}>
        {say('rules.ownAdd')}
      </Button>
    </section>
  )
}

interface FormProps {
  rule: OwnDraft
  onChange: (part: Partial<OwnDraft>) => void
  lacking: Lack[]
}

const HELP = [
  ['word', 'cheap'],
  ['ending', 'cheap*'],
  ['either', '(cheap|budget)'],
  ['optional', 'cheap [and] cheerful'],
  ['number', '{number} % off'],
  ['gap', 'free ... today'],
] as const

function OwnForm({ rule, onChange, lacking }: FormProps) {
  const { say } = useSay()
  const id = useId()
  const wrong = (what: Lack['what']) => lacking.some((one) => one.what === what)
  const nameWrong = wrong('taken') || wrong('name')
  const error = (what: string, text: string) => (
    <p id={`${id}-${what}-error`} className={styles.error} role="alert">
      {text}
    </p>
  )
  return (
    <div className={styles.own}>
      {!rule.stored && (
        <div>
          <label htmlFor={`${id}-name`}>{say('rules.ownName')}</label>
          <input
            id={`${id}-name`}
            value={rule.name}
            spellCheck={false}
            aria-invalid={nameWrong}
            aria-describedby={`${id}-name-hint${nameWrong ? ` ${id}-name-error` : ''}`}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <p id={`${id}-name-hint`} className="small quiet">
            {say('rules.ownNameHint', { id: `own.${slug(rule.name) || 'nickname'}` })}
          </p>
          {nameWrong && error('name', say(wrong('taken') ? 'rules.ownNameTaken' : 'rules.ownNameMissing'))}
        </div>
      )}
      <div>
        <label htmlFor={`${id}-level`}>{say('rules.ownLevel')}</label>
        <select
          id={`${id}-level`}
          value={rule.level}
          onChange={(event) => onChange({ level: event.target.value as Level })}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {say(`rules.level.${level}`)}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.wide}>
        <label htmlFor={`${id}-phrases`}>{say('rules.ownPhrases')}</label>
        <div className={styles.beside}>
          <div>
            <textarea
              id={`${id}-phrases`}
              className="mono"
              rows={6}
              value={rule.phrases}
              spellCheck={false}
              aria-invalid={wrong('phrases')}
              aria-describedby={`${id}-help${wrong('phrases') ? ` ${id}-phrases-error` : ''}`}
              onChange={(event) => onChange({ phrases: event.target.value })}
            />
            {wrong('phrases') && error('phrases', say('rules.ownPhrasesMissing'))}
          </div>
          <div id={`${id}-help`} className={styles.help}>
            <p className="label">{say('rules.help')}</p>
            <dl>
              {HELP.map(([key, example]) => (
                <div key={key}>
                  <dt>
                    <code>{example}</code>
                  </dt>
                  <dd>{say(`rules.helpRows.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </div>
        </div>
      </div>
      {(['message', 'suggestion'] as const).map((name) => (
        <div key={name} className={styles.wide}>
          <label htmlFor={`${id}-${name}`}>
            {say(name === 'message' ? 'rules.ownMessage' : 'rules.ownSuggestion')}
          </label>
          <input
            id={`${id}-${name}`}
            value={rule[name]}
            aria-invalid={name === 'message' && wrong('message')}
            aria-describedby={name === 'message' && wrong('message') ? `${id}-message-error` : undefined}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
          {name === 'message' && wrong('message') && error('message', say('rules.ownMessageMissing'))}
        </div>
      ))}
    </div>
  )
}
