import { Search } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useDrafts, useProducts } from '../backend/queries'
import { useSay } from '../i18n'
import { keycap, useKeys } from '../keys'
import { go } from '../router'
import styles from './Palette.module.css'

interface Hit {
  id: string
  label: string
  kind: string
  run: () => void
}

const none = {
  search: '',
  category: null,
  tag: null,
  with_drafts: false,
  order: 'added',
  descending: false,
  offset: 0,
  limit: 5,
} as const

/** One field that finds screens, products and drafts, and runs commands. */
export function Palette() {
  const { say } = useSay()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const search = text.trim()
  const products = useProducts({ ...none, search, limit: search ? 5 : 1 }).data
  const drafts = useDrafts({
    states: [],
    product: null,
    run: null,
    channel: null,
    malformed: false,
    search,
    offset: 0,
    limit: search ? 5 : 1,
  }).data
  useKeys([{ key: 'mod+k', label: say('shell.palette'), run: () => input.current?.focus() }])

  const commands: Hit[] = [
    ...(
      ['desk', 'compare', 'campaigns', 'products', 'profiles', 'briefs', 'export', 'settings'] as const
    ).map((screen) => ({
      id: screen,
      label: say(`shell.${screen}`),
      kind: say('shell.goTo'),
      run: () => go(screen),
    })),
    ...(
      [
        ['voices', say('shelf.voices'), () => go('briefs', null, { tab: 'voices' })],
        ['parts', say('shelf.parts'), () => go('briefs', null, { tab: 'parts' })],
        ['shop', say('shop.title'), () => go('settings', 'shop')],
        ['pitch', say('pitch.profile'), () => go('profiles', null, { tab: 'products' })],
      ] as const
    ).map(([id, label, run]) => ({ id, label, kind: say('shell.goTo'), run })),
    {
      id: 'generate',
      label: say('desk.newDrafts'),
      kind: say('shell.command'),
      run: () => go('desk', null, { generate: '1' }),
    },
    {
      id: 'new-campaign',
      label: say('campaigns.new'),
      kind: say('shell.command'),
      run: () => go('campaigns', 'new'),
    },
    { id: 'import', label: say('products.import'), kind: say('shell.command'), run: () => go('import') },
    {
      id: 'new-product',
      label: say('products.new'),
      kind: say('shell.command'),
      run: () => go('products', 'new'),
    },
  ].filter((hit) => hit.label.toLowerCase().includes(search.toLowerCase()))
  const hits: Hit[] = search
    ? [
        ...commands,
        ...(products?.rows ?? []).map((row) => ({
          id: row.id,
          label: `${row.name} · ${row.sku}`,
          kind: say('shell.product'),
          run: () => go('products', row.id),
        })),
        ...(drafts?.rows ?? []).map((row) => ({
          id: row.id,
          label: `${row.product_name} × ${row.profile_name ?? say('common.neutral')}`,
          kind: say('shell.draft'),
          run: () => go('desk', row.id),
        })),
      ]
    : commands
  const chosen = Math.min(at, hits.length - 1)
  const run = (hit: Hit | undefined) => {
    if (!hit) return
    hit.run()
    setText('')
    setOpen(false)
    input.current?.blur()
  }
  return (
    <div className={styles.palette}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-label={say('shell.palette')}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && hits[chosen] ? `${list}-${chosen}` : undefined}
        placeholder={say('shell.palette')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, hits.length - 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0))
          else if (event.key === 'Enter') run(hits[chosen])
          else if (event.key === 'Escape') {
            setText('')
            input.current?.blur()
          } else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <kbd aria-hidden="true">{keycap('mod+k')}</kbd>
      <ul
        id={list}
        role="listbox"
        aria-label={say('shell.palette')}
        className={styles.list}
        hidden={!open || hits.length === 0}
      >
        {hits.map((hit, index) => (
          <li
            key={hit.kind + hit.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // before the field loses the focus and the list goes
            onMouseDown={(event) => {
              event.preventDefault()
              run(hit)
            }}
          >
            <span>{hit.label}</span>
            <span className="quiet">{hit.kind}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
