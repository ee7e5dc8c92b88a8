import { Plus, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Problem, Profile, ProfileFields } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProfiles, useRefresh, useSettings } from '../../backend/queries'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { Grid, type Column } from '../../components/Grid'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { TagField } from '../../components/TagField'
import { offerUndo } from '../../components/undo'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import { useKeys } from '../../keys'
import { go, useRoute } from '../../router'
import { Footer } from '../../shell/Footer'

export default function Profiles() {
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
        <span className={screen.strong} lang={row.language || undefined}>
          {row.name}
        </span>
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
            <Button look="link" onClick={() => void remove()}>
              {say('common.delete')}
            </Button>
          </>
        )}
      </Footer>
    </>
  )
}

function ProfilePanel({ stored, onClose }: { stored: Profile | null; onClose: () => void }) {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const before: ProfileFields = {
    name: stored?.name ?? '',
    interests: stored?.interests ?? [],
    language: stored?.language ?? '',
    tone: stored?.tone ?? '',
    notes: stored?.notes ?? '',
  }
  const [fields, setFields] = useState(before)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [leaving, setLeaving] = useState(false)
  const changed = JSON.stringify(fields) !== JSON.stringify(before)
  const close = () => (changed && !leaving ? setLeaving(true) : onClose())
  const save = async () => {
    try {
      await backend.profileSave(stored?.id ?? null, fields)
      refresh('profiles', 'workspace')
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  useKeys([{ key: 'mod+Enter', label: say('common.save'), run: () => void save() }])
  return (
    <Sheet
      title={stored?.name ?? say('profiles.new')}
      onClose={close}
      footer={
        <>
          {leaving && <span role="alert">{say('common.unsaved')}</span>}
          <Button onClick={leaving ? onClose : close}>
            {leaving ? say('common.discard') : say('common.cancel')}
          </Button>
          <Button look="ink" hint="mod+Enter" disabled={!changed} onClick={() => void save()}>
            {say('common.save')}
          </Button>
        </>
      }
    >
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <TextField
        label={say('profiles.name')}
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.target.value })}
        errors={errorsOf(problem?.fields, 'name')}
      />
      <TagField
        label={say('profiles.interests')}
        hint={say('profiles.interestsHint')}
        values={fields.interests}
        onChange={(interests) => setFields({ ...fields, interests })}
        errors={errorsOf(problem?.fields, 'interests')}
      />
      <p className="small quiet">{say('profiles.sensitive')}</p>
      <LanguageField
        label={say('profiles.language')}
        value={fields.language}
        onChange={(language) => setFields({ ...fields, language })}
      />
      <TextField
        label={say('profiles.tone')}
        value={fields.tone}
        onChange={(event) => setFields({ ...fields, tone: event.target.value })}
        errors={errorsOf(problem?.fields, 'tone')}
      />
      <TextArea
        label={say('profiles.notes')}
        rows={3}
        value={fields.notes}
        onChange={(event) => setFields({ ...fields, notes: event.target.value })}
        errors={errorsOf(problem?.fields, 'notes')}
      />
    </Sheet>
  )
}
