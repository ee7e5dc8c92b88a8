import { HardDrive, Lock, Server } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Problem, ProviderFields, ProviderView } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useProviders, useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { number } from '../../i18n/format'
import { ProviderPanel } from './ProviderPanel'
import { DATED, PRESETS } from './presets'
import { Page } from './pages'
import styles from './Settings.module.css'

const GGUF = [{ name: 'GGUF', extensions: ['gguf'] }]
const blank: ProviderFields = { name: '', protocol: 'openai-chat', base_url: '', model: '' }

export function Models() {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const providers = useProviders()
  const engine = useQuery({ queryKey: ['engine'], queryFn: () => backend.engine(), staleTime: 0 }).data
  const [open, setOpen] = useState<string | null>(null)
  const [draft, setDraft] = useState<ProviderFields>(blank)
  const [file, setFile] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const all = providers.data ?? []
  const here = all.filter((one) => one.protocol === 'local')
  const away = all.filter((one) => one.protocol !== 'local')
  const selected = all.find((one) => one.id === open)

  const useFile = async () => {
    const path = file.trim() || (await backend.chooseFile(GGUF))
    if (!path) return
    try {
      const card = await backend.modelInspect(path)
      const saved = await backend.providerSave(null, {
        name: card.name,
        protocol: 'local',
        base_url: '',
        model: card.path,
      })
      setProblem(null)
      setFile('')
      refresh('providers')
      setOpen(saved.id)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const add = (fields: ProviderFields) => {
    setDraft(fields)
    setOpen('new')
  }
  const engineState = () => {
    if (!engine) return ''
    if (engine.kind === 'ready' && engine.tokens_per_second)
      return say('settings.engine.speed', { speed: number(Math.round(engine.tokens_per_second), language) })
    return say(`settings.engine.${engine.kind}`)
  }
  const keyWords = (one: ProviderView) =>
    one.key.kind === 'stored'
      ? say('settings.keyStored')
      : one.key.kind === 'this_run'
        ? say('settings.keyThisRun')
        : one.key.kind === 'none'
          ? say('settings.keyNone')
          : say('settings.keyNotNeeded')
  const Row = ({ one, detail, state }: { one: ProviderView; detail: string; state?: string }) => (
    <li className={styles.provider} data-open={one.id === open}>
      <button
        type="button"
        aria-pressed={one.id === open}
        onClick={() => setOpen(one.id === open ? null : one.id)}
      >
        {one.host ? (
          <Server size={16} strokeWidth={1.5} aria-hidden="true" />
        ) : (
          <HardDrive size={16} strokeWidth={1.5} aria-hidden="true" />
        )}
        <span className={styles.what}>
          <b>{one.built_in ? say('shell.builtIn') : one.name}</b>
          <span className="small quiet">{detail}</span>
        </span>
        <span className="small quiet">
          {one.key.kind === 'stored' && <Lock size={12} strokeWidth={1.5} aria-hidden="true" />}{' '}
          {keyWords(one)}
        </span>
        <span className="small">{one.default ? say('settings.default') : state}</span>
      </button>
    </li>
  )
  return (
    <>
      <Page title={say('settings.models')} lead={say('settings.modelsLead')}>
        {providers.isError && <ProblemNote problem={asProblem(providers.error)} />}
        {problem && <ProblemNote problem={problem} />}
        <section>
          <h3 className={styles.rule}>{say('settings.here')}</h3>
          <ul>
            {here.map((one) => (
              <Row
                key={one.id}
                one={one}
                detail={one.built_in ? `${say('settings.builtInDetail')} · ${engineState()}` : one.model}
              />
            ))}
          </ul>
          <p className="small quiet">{say('first.honest')}</p>
          <div className={styles.file}>
            <TextField
              label={say('settings.modelFile')}
              hint={say('settings.modelFileHint')}
              value={file}
              onChange={(event) => setFile(event.target.value)}
              spellCheck={false}
            />
            <Button onClick={() => void useFile()}>
              {say(file.trim() ? 'settings.useFile' : 'settings.chooseFile')}
            </Button>
          </div>
        </section>
        <section>
          <h3 className={styles.rule}>
            {say('settings.connections')}
            <Button look="link" onClick={() => add(blank)}>
              {say('settings.add')}
            </Button>
          </h3>
          <ul>
            {away.map((one) => (
              <Row
                key={one.id}
                one={one}
                detail={`${say(`protocol.${one.protocol}`)} · ${one.host ?? ''} · ${one.model}`}
              />
            ))}
          </ul>
          {away.length === 0 && <p className="quiet">{say('settings.noConnections')}</p>}
        </section>
        <section>
          <h3 className={styles.rule}>
            {say('settings.presets')} <span className="small quiet">{DATED}</span>
          </h3>
          <div className={styles.presets}>
            {PRESETS.map((preset) => (
              <Button
                key={preset.name}
                look="link"
                onClick={() =>
                  add({ name: preset.name, protocol: 'openai-chat', base_url: preset.base_url, model: '' })
                }
              >
                {preset.local ? `${preset.name} · ${say('settings.local')}` : preset.name}
              </Button>
            ))}
          </div>
        </section>
      </Page>
      {(selected || open === 'new') && (
        <ProviderPanel
          key={open === 'new' ? `new-${draft.name}` : open}
          stored={selected ?? null}
          draft={draft}
          onClose={() => setOpen(null)}
          onSaved={(id) => setOpen(id)}
        />
      )}
    </>
  )
}
