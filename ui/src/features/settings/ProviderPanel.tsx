import { Check } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Problem, ProviderFields, ProviderView, TestReport } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Button } from '../../components/Button'
import { errorsOf, Select, TextField } from '../../components/Field'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { Sheet } from '../../components/Sheet'
import { offerUndo } from '../../components/undo'
import { useSay } from '../../i18n'
import { when } from '../../i18n/format'
import { KeyField } from './KeyField'
import styles from './Settings.module.css'

interface Props {
  stored: ProviderView | null
  draft: ProviderFields
  onClose: () => void
  onSaved: (id: string) => void
}

export function ProviderPanel({ stored, draft, onClose, onSaved }: Props) {
  const { say, language } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const before: ProviderFields = stored
    ? { name: stored.name, protocol: stored.protocol, base_url: stored.base_url, model: stored.model }
    : draft
  const [fields, setFields] = useState(before)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [report, setReport] = useState<TestReport | null>(null)
  const [testing, setTesting] = useState(false)
  const changed = !stored || JSON.stringify(fields) !== JSON.stringify(before)
  const local = fields.protocol === 'local'
  const models = useQuery({
    queryKey: ['models', stored?.id, stored?.key],
    queryFn: () => backend.providerModels(stored!.id),
    enabled: stored !== null && !local && report?.passed === true,
  }).data
  const attempt = async (call: () => Promise<unknown>) => {
    try {
      await call()
      setProblem(null)
      refresh('providers')
      return true
    } catch (error) {
      setProblem(asProblem(error))
      return false
    }
  }
  const save = () =>
    void attempt(async () => onSaved((await backend.providerSave(stored?.id ?? null, fields)).id))
  const test = async () => {
    setTesting(true)
    setReport(null)
    await attempt(async () => setReport(await backend.providerTest(stored!.id)))
    setTesting(false)
  }
  const remove = () =>
    void attempt(async () => {
      await backend.providersDelete([stored!.id])
      offerUndo({
        sentence: say('settings.deleted', { name: stored!.name }),
        undo: () => backend.providersRestore([stored!.id]),
      })
      onClose()
    })
  return (
    <Sheet
      title={stored ? (stored.built_in ? say('shell.builtIn') : stored.name) : say('settings.newConnection')}
      onClose={onClose}
      footer={
        <>
          {stored && !stored.built_in && (
            <Button look="link" onClick={remove}>
              {say('common.delete')}
            </Button>
          )}
          {stored && !stored.default && (
            <Button onClick={() => void attempt(() => backend.providerMakeDefault(stored.id))}>
              {say('settings.makeDefault')}
            </Button>
          )}
          {!stored?.built_in && (
            <Button look="ink" disabled={!changed} onClick={save}>
              {stored ? say('common.save') : say('settings.addConnection')}
            </Button>
          )}
        </>
      }
    >
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      {stored?.built_in ? (
        <p>{say('first.honest')}</p>
      ) : (
        <>
          <TextField
            label={say('settings.name')}
            value={fields.name}
            onChange={(event) => setFields({ ...fields, name: event.target.value })}
            errors={errorsOf(problem?.fields, 'name')}
          />
          {!local && (
            <>
              <Select
                label={say('settings.protocol')}
                value={fields.protocol}
                onChange={(event) =>
                  setFields({ ...fields, protocol: event.target.value as ProviderFields['protocol'] })
                }
              >
                <option value="openai-chat">{say('protocol.openai-chat')}</option>
                <option value="openai-completions">{say('protocol.openai-completions')}</option>
              </Select>
              <TextField
                label={say('settings.address')}
                hint={say('settings.addressHint')}
                value={fields.base_url}
                onChange={(event) => setFields({ ...fields, base_url: event.target.value })}
                errors={errorsOf(problem?.fields, 'base_url')}
                spellCheck={false}
              />
            </>
          )}
          <TextField
            label={local ? say('settings.modelFile') : say('settings.model')}
            value={fields.model}
            onChange={(event) => setFields({ ...fields, model: event.target.value })}
            errors={errorsOf(problem?.fields, 'model')}
            list="offered-models"
            spellCheck={false}
          />
          <datalist id="offered-models">
            {models?.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
      {stored && !local && <KeyField provider={stored} />}
      {!stored && <p className="small quiet">{say('settings.keyAfter')}</p>}
      {stored && (
        <section className={styles.test}>
          <h3>
            {say('settings.test')}{' '}
            {report && <span className="small quiet">{when(report.at, language)}</span>}
          </h3>
          {report && (
            <ol>
              {report.steps.map((step) => (
                <li key={step.step}>
                  {step.problem ? (
                    <Mark kind="ban" silent />
                  ) : (
                    <Check size={14} strokeWidth={1.5} aria-hidden="true" />
                  )}
                  <span>{say(`settings.step.${step.step as 'address'}`)}</span>
                  <span className="small quiet">
                    {step.note
                      ? say(`settings.note.${step.note as 'plain_http'}`)
                      : step.millis !== null
                        ? `${step.millis} ms`
                        : ''}
                  </span>
                  {step.problem && <ProblemNote problem={step.problem} />}
                </li>
              ))}
            </ol>
          )}
          <Button disabled={testing} onClick={() => void test()}>
            {testing ? say('settings.testing') : say('settings.testConnection')}
          </Button>
        </section>
      )}
      <section>
        <h3 className="label">{say('settings.whatGoes')}</h3>
        <p className="small quiet">{local ? say('settings.nothingGoes') : say('settings.goes')}</p>
      </section>
    </Sheet>
  )
}
