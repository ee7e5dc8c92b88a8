import { Check } from 'lucide-react'
import { useId, useState } from 'react'
import { useProfiles } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { StaysMark } from '../../../components/Stays'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import type { ChoiceProps } from './Choices'
import styles from './Choices.module.css'

/** More than can be looked over at once are searched. */
const MANY = 12

/** For whom: profiles, and the neutral draft that stands beside them. */
export function ProfileChoice({ plan, change }: ChoiceProps) {
  const { say, language } = useSay()
  const title = useId()
  const profiles = useProfiles().data ?? []
  const [search, setSearch] = useState('')
  const chosen = plan.profiles ?? []
  const people = chosen.filter((id) => id !== null).length
  const words = search.trim().toLowerCase()
  const found = profiles.filter((one) => [one.name, ...one.interests].join(' ').toLowerCase().includes(words))
  const set = (ids: (string | null)[]) => {
    const wanted = new Set(ids)
    // neutral first, then in the order of the list
    change({ profiles: [null, ...profiles.map((one) => one.id)].filter((id) => wanted.has(id)) })
  }
  const toggle = (id: string | null) =>
    set(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  const chip = (id: string | null, name: string, lang?: string, stays?: boolean) => (
    <button
      key={id}
      type="button"
      className={`${styles.toggle} ${id === null ? styles.neutral : ''}`}
      aria-pressed={chosen.includes(id)}
      lang={lang || undefined}
      onClick={() => toggle(id)}
    >
      <Check size={12} strokeWidth={2} aria-hidden="true" />
      {name}
      {stays && <StaysMark />}
    </button>
  )
  const count =
    people === 0
      ? say(chosen.includes(null) ? 'campaigns.onlyNeutral' : 'campaigns.none')
      : say(chosen.includes(null) ? 'campaigns.andNeutral' : 'common.selected', {
          count: people,
          number: number(people, language),
        })
  return (
    <section aria-labelledby={title}>
      <header>
        <h2 id={title}>{say('shell.profiles')}</h2>
        <span>{count}</span>
      </header>
      {profiles.length > MANY && (
        <input
          type="search"
          className={styles.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={say('profiles.find')}
          aria-label={say('profiles.find')}
        />
      )}
      <div className={styles.chips} data-many={profiles.length > MANY}>
        {!words && chip(null, say('common.neutral'))}
        {found.map((one) => chip(one.id, one.name, one.language, one.local_only))}
      </div>
      {found.length === 0 && words && <p className="small quiet">{say('common.noHits')}</p>}
      {profiles.length > 1 && (
        <p className={styles.acts}>
          <Button look="link" onClick={() => set([...chosen, ...found.map((one) => one.id)])}>
            {say(words ? 'campaigns.allFound' : 'common.selectAll')}
          </Button>
          <Button look="link" onClick={() => set([])}>
            {say('campaigns.selectNone')}
          </Button>
        </p>
      )}
    </section>
  )
}
