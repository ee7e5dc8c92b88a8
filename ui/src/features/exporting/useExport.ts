import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { AiLabel, ExportFilter, ExportResult, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useWorkspace } from '../../backend/queries'
import { useSay } from '../../i18n'
import { columnsOut, CONVERSATIONS, ended, extensionOf, suggested, type Form, type Format } from './form'

/** What goes out and in which form, what it would look like, and what became of it. */
export function useExport() {
  const { say, language } = useSay()
  const backend = useBackend()
  const workspace = useWorkspace().data
  const [filter, setFilter] = useState<ExportFilter>('approved')
  const [channel, setChannel] = useState('')
  const [format, setFormat] = useState<Format>('xlsx')
  const [chosenForm, setForm] = useState<Form>('table')
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [aiLabel, setAiLabel] = useState<AiLabel>('column')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [result, setResult] = useState<ExportResult | null>(null)
  const form = channel === CONVERSATIONS ? chosenForm : 'table'
  const extension = extensionOf(form, format)
  const all =
    useQuery({ queryKey: ['export-columns', language], queryFn: () => backend.exportColumns(language) })
      .data ?? []
  const name = say(form === 'table' ? 'exporting.fileName' : `outgoing.${form}File`)
  const path = typed ?? (workspace ? suggested(workspace.path, name, extension) : '')
  const request = {
    path,
    filter,
    channel: channel || null,
    // with none the backend knows which are usual, and what the drafts need besides
    columns: chosen ?? [],
    language,
    overwrite: false,
    ai_label: aiLabel,
  }
  const preview = useQuery({
    queryKey: ['drafts', 'export', filter, channel, chosen, language, extension, aiLabel],
    queryFn: () => backend.exportPreview(request),
    enabled: chosen === null || chosen.length > 0,
    placeholderData: (old) => old,
  })
  const keys = columnsOut(all, chosen, preview.data)
  const labelled = aiLabel === 'column' && preview.data?.duties.some((one) => one.labels > 0)
  const run = async (overwrite: boolean) => {
    setProblem(null)
    setResult(null)
    try {
      setResult(
        form === 'table'
          ? await backend.exportRun({ ...request, overwrite })
          : await backend.dialoguesExport(path, form, filter, overwrite, aiLabel),
      )
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const place = async () => {
    const file = await backend.chooseSave(path, [{ name: extension.toUpperCase(), extensions: [extension] }])
    if (file) setTyped(file)
  }
  /** What was refused or written no longer answers what is asked for. */
  const anew = () => {
    setProblem(null)
    setResult(null)
  }
  const shape = (next: { channel?: string; form?: Form; format?: Format }) => {
    anew()
    const to = { channel, form: chosenForm, format, ...next }
    setChannel(to.channel)
    setForm(to.form)
    setFormat(to.format)
    const conversations = to.channel === CONVERSATIONS
    setTyped(typed && ended(typed, extensionOf(conversations ? to.form : 'table', to.format)))
  }
  return {
    filter,
    channel,
    form,
    format,
    path,
    // a label that is needed cannot be left out of its column
    all: all.map((one) => (one.key === 'ai_label' && labelled ? { ...one, required: true } : one)),
    keys,
    preview,
    total: preview.data?.total ?? 0,
    duties: preview.data?.duties ?? [],
    aiLabel,
    problem,
    result,
    setFilter: (next: ExportFilter) => {
      anew()
      setFilter(next)
    },
    setAiLabel: (next: AiLabel) => {
      anew()
      setAiLabel(next)
    },
    setKeys: (next: string[]) => {
      anew()
      setChosen(next)
    },
    shape,
    setTyped,
    run,
    place,
  }
}
export type Export = ReturnType<typeof useExport>
