import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useBackend } from '../../../backend/context'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import { queryOf, type Chip } from './plan'
import styles from './Choices.module.css'

/** Enough of each kind to choose from; the words narrow them. */
const SHOWN = 6

interface Props {
  chosen: Chip[]
  onAdd: (chip: Chip) => void
  onClose: () => void
}

/** Products by words, tag or category, each with how many there are. */
export function ChipPicker({ chosen, onAdd, onClose }: Props) {
  const { say, language } = useSay()
  const backend = useBackend()
  const [text, setText] = useState('')
  const words = text.trim()
  const tags = useQuery({ queryKey: ['products', 'tags'], queryFn: () => backend.tags() }).data ?? []
  const categories =
    useQuery({ queryKey: ['products', 'categories'], queryFn: () => backend.categories() }).data ?? []
  const some = (kind: Chip['kind'], values: string[]) =>
    values
      .filter((value) => value.toLowerCase().includes(words.toLowerCase()))
      .map((value) => ({ kind, value }))
      .filter((chip) => !chosen.some((one) => one.kind === kind && one.value === chip.value))
      .slice(0, SHOWN)
  const offers: Chip[] = [
    ...(words ? [{ kind: 'search' as const, value: words }] : []),
    ...some('tag', tags),
    ...some('category', categories),
  ]
  const counts = useQueries({
    queries: offers.map((chip) => ({
      queryKey: ['products', { ...queryOf(chip), limit: 1 }],
      queryFn: () => backend.products({ ...queryOf(chip), limit: 1 }),
    })),
  })
  const add = (chip: Chip | undefined) => {
    if (!chip) return
    onAdd(chip)
    setText('')
  }
  return (
    <div
      className={styles.picker}
      role="group"
      aria-label={say('campaigns.add')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        type="search"
        className={styles.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          add(offers[0])
        }}
        placeholder={say('campaigns.addHint')}
        aria-label={say('campaigns.addHint')}
        // the person has just asked for this field
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <ul>
        {offers.map((chip, at) => (
          <li key={chip.kind + chip.value}>
            <button type="button" onClick={() => add(chip)}>
              <span>{say(`campaigns.chip.${chip.kind}`, { value: chip.value })}</span>
              <span className="quiet">{counts[at]?.data ? number(counts[at].data.total, language) : ''}</span>
            </button>
          </li>
        ))}
      </ul>
      {offers.length === 0 && <p className="small quiet">{say('campaigns.noChips')}</p>}
      <p className={styles.acts}>
        <Button look="link" hint="Escape" onClick={onClose}>
          {say('common.close')}
        </Button>
      </p>
    </div>
  )
}
