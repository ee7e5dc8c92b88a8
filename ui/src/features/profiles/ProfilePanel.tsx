import { useRef, useState } from 'react'
import type { ErasedView, Problem, Profile, ProfileFields, SpecialFinding } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { errorsOf, TextArea, TextField } from '../../components/Field'
import { LanguageField } from '../../components/LanguageField'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { StaysField } from '../../components/Stays'
import { TagField } from '../../components/TagField'
import { useSay } from '../../i18n'
import { useKeys } from '../../keys'
import { go } from '../../router'
import { takenOut } from '../../text/takeOut'
import { Erase, Erased } from './Erase'
import { interestOf, useSpecial } from './special'
import { SpecialNotes } from './SpecialNotes'

export function ProfilePanel({ stored, onClose }: { stored: Profile | null; onClose: () => void }) {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const before: ProfileFields = {
    name: stored?.name ?? '',
    interests: stored?.interests ?? [],
    language: stored?.language ?? '',
    tone: stored?.tone ?? '',
    notes: stored?.notes ?? '',
    local_only: stored?.local_only ?? false,
  }
  const [fields, setFields] = useState(before)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [leaving, setLeaving] = useState(false)
  // its profile is gone by then: what is said stays until the person closes it
  const [erased, setErased] = useState<ErasedView | null>(null)
  const staying = useRef<HTMLInputElement>(null)
  const special = useSpecial(fields)
  const ofInterests = special.filter((finding) => interestOf(finding) !== null)
  const ofNotes = special.filter((finding) => interestOf(finding) === null)
  const interest = (finding: SpecialFinding) => fields.interests[interestOf(finding) ?? -1] ?? ''
  const noting = {
    stays: fields.local_only,
    onStay: () => {
      setFields({ ...fields, local_only: true })
      // the button goes away: the person sees what it ticked
      staying.current?.focus()
    },
  }
  const marked = (index: number) => {
    const kinds = new Set(ofInterests.filter((one) => interestOf(one) === index).map((one) => one.category))
    if (kinds.size === 0) return undefined
    const names = [...kinds].map((kind) => say(`special.kind.${kind}`))
    return say('special.mark', { kinds: names.join(language === 'en' ? ', ' : '、') })
  }
  const changed = !erased && JSON.stringify(fields) !== JSON.stringify(before)
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
  useKeys([{ key: 'mod+Enter', label: say('common.save'), run: () => void save(), when: !erased }])
  if (erased)
    return (
      <Sheet
        title={fields.name}
        onClose={onClose}
        footer={<Button onClick={onClose}>{say('common.close')}</Button>}
      >
        <Erased erased={erased} />
      </Sheet>
    )
  return (
    <Sheet
      title={stored?.name ?? say('profiles.new')}
      onClose={close}
      footer={
        <>
          {leaving && <span role="alert">{say('common.unsaved')}</span>}
          {stored && !leaving && (
            <Button
              look="link"
              onClick={() => (changed ? setLeaving(true) : go('profiles', stored.id, { tab: 'products' }))}
            >
              {say('pitch.profile')}
            </Button>
          )}
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
      <SpecialNotes
        {...noting}
        found={ofInterests}
        advises
        removal={(finding) => say('special.remove', { words: interest(finding) })}
        onRemove={(finding) =>
          setFields({ ...fields, interests: fields.interests.filter((one) => one !== interest(finding)) })
        }
      >
        <TagField
          label={say('profiles.interests')}
          hint={say('profiles.interestsHint')}
          values={fields.interests}
          onChange={(interests) => setFields({ ...fields, interests })}
          errors={errorsOf(problem?.fields, 'interests')}
          caution={marked}
        />
      </SpecialNotes>
      {special.length === 0 && <p className="small quiet">{say('profiles.sensitive')}</p>}
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
      <SpecialNotes
        {...noting}
        found={ofNotes}
        advises={ofInterests.length === 0}
        removal={({ data }) => say('special.takeOut', { words: data.text })}
        onRemove={({ data }) => setFields({ ...fields, notes: takenOut(fields.notes, data) })}
      >
        <TextArea
          label={say('profiles.notes')}
          rows={3}
          value={fields.notes}
          onChange={(event) => setFields({ ...fields, notes: event.target.value })}
          errors={errorsOf(problem?.fields, 'notes')}
        />
      </SpecialNotes>
      <StaysField
        box={staying}
        checked={fields.local_only}
        hint={say('data.staysProfile')}
        onChange={(local_only) => setFields({ ...fields, local_only })}
      />
      {stored && <Erase name={stored.name} onErased={setErased} />}
    </Sheet>
  )
}
