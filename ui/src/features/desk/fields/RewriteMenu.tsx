import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { RewriteTool } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Menu } from '../../../components/Menu'
import { useSay } from '../../../i18n'
import styles from './Fields.module.css'
import { editorId, scalars, type Place } from './values'

export type Tool = RewriteTool['tool']
type Selection = [number, number] | null

/** What is selected where the words of a place are typed, in scalar values. */
export function selectionAt(place: Place): Selection {
  const editor = document.getElementById(editorId(place))
  if (!(editor instanceof HTMLTextAreaElement)) return null
  const { selectionStart, selectionEnd, value } = editor
  return selectionStart < selectionEnd ? [scalars(value, selectionStart), scalars(value, selectionEnd)] : null
}

interface Props {
  place: Place
  name: string
  tools: Tool[]
  onAsk: (tool: RewriteTool, selection: Selection) => void
  /** Only the icon, beside an entry. */
  small?: boolean
  /** Nothing stands there: it is asked for, not asked for again. */
  empty?: boolean
}

const TONES = ['warmer', 'plainer', 'formal', 'lively'] as const
/** Tools that make sense of a few words inside a text. */
const OF_SELECTION: Tool[] = ['shorter', 'longer', 'tone', 'fix_findings']

/** The rewrite tools of a place, and the question for a tone. */
export function RewriteMenu({ place, name, tools, onAsk, small, empty }: Props) {
  const { say } = useSay()
  const [selection, setSelection] = useState<Selection>(null)
  const [asking, setAsking] = useState(false)
  const [tone, setTone] = useState('')
  const offered = selection ? tools.filter((tool) => OF_SELECTION.includes(tool)) : tools
  return (
    <span className={styles.rewrite} data-rewrite>
      <Menu
        label={say('rewrite.menu', { name })}
        icon={<PenLine size={13} strokeWidth={1.5} aria-hidden="true" />}
        lead={selection ? say('rewrite.selection') : undefined}
        onOpen={() => setSelection(selectionAt(place))}
        items={offered.map((tool) => ({
          key: tool,
          label: tool === 'again' && empty ? say('fields.askFor') : say(`rewrite.${tool}`),
          run: () => (tool === 'tone' ? setAsking(true) : onAsk({ tool }, selection)),
        }))}
      >
        {small ? undefined : say('rewrite.button')}
      </Menu>
      {asking && (
        <form
          className={`${styles.tone} ${small ? styles.toLeft : ''}`}
          aria-label={say('rewrite.whichTone')}
          onSubmit={(event) => {
            event.preventDefault()
            if (!tone.trim()) return
            setAsking(false)
            onAsk({ tool: 'tone', tone: tone.trim() }, selection)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            setAsking(false)
          }}
        >
          <label>
            {say('rewrite.whichTone')}
            {/* the person has just asked for this field */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <input value={tone} onChange={(event) => setTone(event.target.value)} autoFocus />
          </label>
          <div className={styles.row}>
            {TONES.map((key) => (
              <Button key={key} onClick={() => setTone(say(`rewrite.tones.${key}`))}>
                {say(`rewrite.tones.${key}`)}
              </Button>
            ))}
          </div>
          <div className={styles.row}>
            <Button type="submit" disabled={!tone.trim()}>
              {say('rewrite.ask')}
            </Button>
            <Button look="link" onClick={() => setAsking(false)}>
              {say('common.cancel')}
            </Button>
          </div>
        </form>
      )}
    </span>
  )
}
