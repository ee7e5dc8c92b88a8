import { useRef, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Problem, RulesView } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { useRefresh } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { useKeys } from '../../../keys'
import { Page } from '../pages'
import { OwnRules } from './OwnRules'
import { PackRow } from './PackRow'
import { decisionsOf, foundIn, groupOf, GROUPS, lacks, settingsOf, type Decisions } from './rules'
import styles from './Rules.module.css'

// what is typed stays when the page is left; a workspace that has other rules does not get it
let unsaved: { of: string; decisions: Decisions } | null = null
const said = (value: unknown) => JSON.stringify(value)

/** What copy is checked for: the packs by market, and the brand's own rules. */
export function Rules() {
  const { say } = useSay()
  const backend = useBackend()
  const stored = useQuery({ queryKey: ['rules'], queryFn: () => backend.rules() })
  return (
    <Page title={say('rules.title')} lead={say('rules.lead')}>
      {stored.isError && <ProblemNote problem={asProblem(stored.error)} />}
      {stored.data && <Form view={stored.data} />}
    </Page>
  )
}

function Form({ view }: { view: RulesView }) {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const box = useRef<HTMLDivElement>(null)
  const of = said(view.settings)
  const [typed, setTyped] = useState(unsaved?.of === of ? unsaved.decisions : null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [search, setSearch] = useState('')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [reviewed, setReviewed] = useState<number | null>(null)
  const [saving, setSaving] = useState(false)
  const decisions = typed ?? decisionsOf(view.settings)
  const changed = typed !== null && said(settingsOf(typed)) !== of
  const missing = tried ? lacks(decisions) : []

  const put = (next: Decisions | null) => {
    unsaved = next && { of, decisions: next }
    setTyped(next)
    setReviewed(null)
  }
  const show = (key: string, isOpen: boolean) =>
    setOpen((before) => new Set(isOpen ? [...before, key] : [...before].filter((one) => one !== key)))
  const save = async () => {
    if (!changed || saving) return
    const found = lacks(decisions)
    setTried(found.length > 0)
    if (found.length > 0) {
      const keys = found.map(({ of: target }) => target)
      const packs = view.packs
        .filter((pack) => pack.rules.some((rule) => keys.includes(rule.id)))
        .map((pack) => pack.id)
      setSearch('')
      setOpen((before) => new Set([...before, ...keys, ...packs]))
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setSaving(true)
    try {
      const settings = settingsOf(decisions)
      const count = await backend.rulesSave(settings)
      client.setQueryData<RulesView>(['rules'], { ...view, settings })
      put(null)
      setProblem(null)
      setReviewed(count)
      refresh('rules', 'draft', 'drafts', 'workspace', 'products', 'compare')
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setSaving(false)
    }
  }
  useKeys([{ key: 'mod+Enter', label: say('common.save'), run: () => void save(), when: changed }])

  const groups = GROUPS.map((group) => ({
    group,
    packs: view.packs
      .filter((pack) => groupOf(pack) === group)
      .map((pack) => ({ pack, ...foundIn(pack, search) }))
      .filter(({ rules }) => rules.length > 0),
  })).filter(({ packs }) => packs.length > 0)
  const searching = search.trim() !== ''
  return (
    <>
      <input
        type="search"
        className={styles.search}
        value={search}
        placeholder={say('rules.find')}
        aria-label={say('rules.find')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div ref={box} className={styles.groups}>
        {groups.map(({ group, packs }) => (
          <section key={group}>
            <h3 className={styles.group}>
              {group === 'everywhere' ? say('rules.everywhere') : say(`rules.market.${group}`)}
            </h3>
            <ul>
              {packs.map(({ pack, rules, inside }) => (
                <PackRow
                  key={pack.id}
                  pack={pack}
                  rules={rules}
                  search={search}
                  // what was found in a pack is shown
                  open={inside || open.has(pack.id)}
                  onOpen={(isOpen) => show(pack.id, isOpen)}
                  decisions={decisions}
                  onDecide={put}
                  lacking={missing}
                />
              ))}
            </ul>
          </section>
        ))}
        {searching && groups.length === 0 && <p className="quiet">{say('common.noHits')}</p>}
        <OwnRules
          decisions={decisions}
          onDecide={put}
          open={open}
          onOpen={show}
          search={search}
          lacking={missing}
        />
      </div>
      <div className={styles.foot}>
        {problem && <ProblemNote problem={problem} />}
        <div className={styles.actions}>
          <Button look="ink" hint="mod+Enter" disabled={!changed || saving} onClick={() => void save()}>
            {say('common.save')}
          </Button>
          {changed && (
            <Button
              onClick={() => {
                put(null)
                setTried(false)
                setProblem(null)
              }}
            >
              {say('common.discard')}
            </Button>
          )}
          <span className={missing.length > 0 ? styles.error : 'quiet'} role="status">
            {missing.length > 0
              ? say('rules.mend', { count: new Set(missing.map((one) => one.of)).size })
              : changed
                ? say('briefs.notSaved')
                : reviewed !== null &&
                  say(reviewed === 0 ? 'rules.saved' : 'rules.reviewed', { count: reviewed })}
          </span>
        </div>
      </div>
    </>
  )
}
