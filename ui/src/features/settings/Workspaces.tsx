import { useState } from 'react'
import type { Problem, WorkspaceView } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh, useWorkspace } from '../../backend/queries'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { Page } from './pages'
import styles from './Settings.module.css'

const FILES = [{ name: 'Copydesk', extensions: ['db'] }]

export function Workspaces() {
  const { say } = useSay()
  const backend = useBackend()
  const refresh = useRefresh()
  const workspace = useWorkspace()
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = async (call: () => Promise<WorkspaceView>) => {
    try {
      await call()
      setProblem(null)
      setPath('')
      refresh()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  const open = async () => {
    const file = path.trim() || (await backend.chooseFile(FILES))
    if (file) await attempt(() => backend.workspaceOpen(file))
  }
  const create = async (sample: boolean) => {
    const file = path.trim() || (await backend.chooseSave('Workspace.db', FILES))
    if (file) await attempt(() => backend.workspaceCreate(file, sample))
  }
  return (
    <Page title={say('settings.workspaces')} lead={say('settings.workspacesLead')}>
      {workspace.isError && !problem && <ProblemNote problem={asProblem(workspace.error)} />}
      {problem && <ProblemNote problem={problem} />}
      {workspace.data && (
        <dl className={styles.facts}>
          <dt>{say('settings.openNow')}</dt>
          <dd className="mono">{workspace.data.path}</dd>
        </dl>
      )}
      <TextField
        label={say('settings.workspacePath')}
        hint={say('settings.workspacePathHint')}
        value={path}
        onChange={(event) => setPath(event.target.value)}
        spellCheck={false}
      />
      <div className={styles.actions}>
        <Button onClick={() => void open()}>{say('settings.openWorkspace')}</Button>
        <Button onClick={() => void create(false)}>{say('settings.newWorkspace')}</Button>
        <Button onClick={() => void create(true)}>{say('settings.newSample')}</Button>
      </div>
    </Page>
  )
}
