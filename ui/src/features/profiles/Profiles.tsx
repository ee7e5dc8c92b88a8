import { Plus, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Profile } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProfiles, useRefresh, useSettings } from '../../backend/queries'
import { Button } from '../../components/Button'
import { Grid, type Column } from '../../components/Grid'
import { ProblemNote } from '../../components/ProblemNote'
import { Staying } from '../../components/Stays'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'
import { ProfilePitch } from '../recommend/PitchScreen'
import { ProfilePanel } from './ProfilePanel'

export default function Profiles() {
  const { id, params } = useRoute()
  return params.get('tab') === 'products' && id !== 'new' ? <ProfilePitch id={id} /> : <ProfileList />
}

function ProfileList() {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const route = useRoute()
  const density = useSettings().data?.density ?? 'dense'
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const field = useRef<HTMLInputElement>(null)
  const profiles = useProfiles(search)
  const rows = profiles.data ?? []
  const open = route.id
  const remove = async () => {
    const ids = [...selected]
    await backend.profilesDelete(ids)
    setSelected(new Set())
    offerUndo({
      sentence: say('profiles.deleted', { count: ids.length }),
      undo: () => backend.profilesRestore(ids),
    })
    refresh('profiles', 'workspace')
  }
  const columns: Column<Profile>[] = [
    {
      key: 'name',
      header: say('profiles.name'),
      width: 'minmax(180px, 1fr)',
      cell: (row) => (
        <Staying stays={row.local_only}>
          <span className={screen.strong} lang={row.language || undefined}>
            {row.name}
          </span>
        </Staying>
      ),
    },
    {
      key: 'interests',
      header: say('profiles.interests'),
      width: 'minmax(220px, 2fr)',
      cell: (row) =>
        row.interests.map((interest) => (
          <span key={interest} className={screen.chip} lang={row.language || undefined}>
            {interest}
          </span>
        )),
    },
    { key: 'language', header: say('profiles.language'), width: '90px', cell: (row) => row.language || '–' },
    {
      key: 'tone',
      header: say('profiles.tone'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => <span lang={row.language || undefined}>{row.tone}</span>,
    },
    {
      key: 'updated',
      header: say('products.changed'),
      width: '110px',
      cell: (row) => <span className="quiet">{when(row.updated_at, language)}</span>,
    },
  ]
  return (
    <>
      <div className={screen.bar}>
        <input
          ref={field}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={say('profiles.find')}
          aria-label={say('profiles.find')}
        />
        <span className={screen.push} />
        <Button
          icon={<Upload size={14} aria-hidden="true" />}
          hint="i"
          onClick={() => go('import', null, { kind: 'profiles' })}
        >
          {say('products.import')}
        </Button>
        <Button
          look="ink"
          icon={<Plus size={14} aria-hidden="true" />}
          hint="n"
          onClick={() => go('profiles', 'new')}
        >
          {say('profiles.profile')}
        </Button>
      </div>
      {profiles.isError && <ProblemNote problem={asProblem(profiles.error)} />}
      <div className={screen.work}>
        {profiles.data && rows.length === 0 ? (
          <div className={screen.empty}>
            <p className={screen.sentence}>{search ? say('common.noHits') : say('profiles.empty')}</p>
            {search && <Button onClick={() => setSearch('')}>{say('common.clear')}</Button>}
          </div>
        ) : (
          <Grid
            label={say('shell.profiles')}
            columns={columns}
            rows={rows}
            idOf={(row) => row.id}
            selected={selected}
            onSelect={setSelected}
            onOpen={(row) => go('profiles', row.id)}
            rowHeight={density === 'dense' ? 33 : 41}
          />
        )}
        {open && (open === 'new' || profiles.data) && (
          <ProfilePanel
            key={open}
            stored={rows.find((row) => row.id === open) ?? null}
            onClose={() => go('profiles')}
          />
        )}
      </div>
      <Footer
        keys={[
          { key: '/', label: say('common.find'), run: () => field.current?.focus(), when: !open },
          { key: 'n', label: say('profiles.new'), run: () => go('profiles', 'new'), when: !open },
          {
            key: 'i',
            label: say('products.import'),
            run: () => go('import', null, { kind: 'profiles' }),
            when: !open,
          },
          {
            key: 'w',
            label: say('pitch.profile'),
            run: () => go('profiles', [...selected][0]!, { tab: 'products' }),
            when: selected.size === 1 && !open,
          },
          {
            key: 'Delete',
            label: say('common.delete'),
            run: () => void remove(),
            when: selected.size > 0 && !open,
          },
        ]}
      >
        {selected.size > 0 && (
          <>
            <b>{say('common.selected', { count: selected.size })}</b>
            {selected.size === 1 && (
              <Button look="link" onClick={() => go('profiles', [...selected][0]!, { tab: 'products' })}>
                {say('pitch.profile')}
              </Button>
            )}
            <Button look="link" onClick={() => void remove()}>
              {say('common.delete')}
            </Button>
          </>
        )}
      </Footer>
    </>
  )
}
