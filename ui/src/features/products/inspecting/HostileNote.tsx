import type { Finding, ProductFields } from '../../../backend/bindings'
import { Button } from '../../../components/Button'
import { Mark } from '../../../components/Mark'
import { Seen } from '../../../components/Seen'
import styles from '../../../components/Noted.module.css'
import { useSay } from '../../../i18n'
import { useFindingWords } from '../../desk/fields/finding'
import { textOf } from './spots'

/** So many places of unseen characters are shown, so much of the words, and so much around unseen ones. */
const PLACES = 3
const WORDS = 200
const AROUND = 8

const KINDS = ['instruction', 'markup', 'invisible', 'bidi'] as const
const kindOf = ({ rule }: Finding) => KINDS.find((kind) => rule === `hostile.${kind}`) ?? 'other'

export function useHostileWords() {
  const { say } = useSay()
  return {
    kind: (finding: Finding) => say(`incoming.kind.${kindOf(finding)}`),
    field: ({ field, part }: Finding): string => {
      if (field === 'tags' && part !== null) return say('incoming.tag', { number: part + 1 })
      if (field === 'attributes' && part !== null) return say('incoming.fact', { number: part + 1 })
      return say(`field.${field as 'name'}`)
    },
  }
}

interface Props {
  /** One finding, or several of unseen characters in one text. */
  group: Finding[]
  fields: ProductFields
  /** Names the field, where the note does not stand right under it. */
  named: boolean
  onTakeOut: () => void
}

/** What was found, the words with every character named, what to do, and that done. */
export function HostileNote({ group, fields, named, onTakeOut }: Props) {
  const { say } = useSay()
  const words = useHostileWords()
  const { sentence } = useFindingWords(null)
  const first = group[0]!
  const rest = group.length - PLACES
  return (
    <li>
      <p className={`${styles.about} ${first.level === 'advice' ? styles.advice : styles.caution}`}>
        <Mark kind={first.level} silent /> {words.kind(first)}
        {named && <span className={styles.where}>{words.field(first)}</span>}
      </p>
      {group.slice(0, PLACES).map((finding) => (
        <p key={finding.start} className={styles.words} lang={fields.language || undefined}>
          <Words finding={finding} text={textOf(fields, finding) ?? ''} />
        </p>
      ))}
      {rest > 0 && <p className={styles.where}>{say('incoming.more', { count: rest })}</p>}
      <p>{sentence(first)}</p>
      <Button
        look="link"
        data-take-out
        aria-label={say('incoming.takeOutOf', { kind: words.kind(first), field: words.field(first) })}
        onClick={onTakeOut}
      >
        {say('incoming.takeOut')}
      </Button>
    </li>
  )
}

/** The words; unseen characters with what stands around them, which says where they are. */
function Words({ finding, text }: { finding: Finding; text: string }) {
  const around = finding.rule === 'hostile.invisible' || finding.rule === 'hostile.bidi'
  const characters = [...text]
  const words = [...finding.text]
  const clipped = words.length > WORDS ? `${words.slice(0, WORDS).join('')}…` : finding.text
  const before = around ? characters.slice(Math.max(0, finding.start - AROUND), finding.start) : []
  const behind = around ? characters.slice(finding.end, finding.end + AROUND) : []
  return (
    <>
      {before.length > 0 && (
        <span className={styles.around}>
          {finding.start > AROUND && '…'}
          <Seen text={before.join('')} />
        </span>
      )}
      <Seen text={clipped} />
      {behind.length > 0 && (
        <span className={styles.around}>
          <Seen text={behind.join('')} />
          {finding.end + AROUND < characters.length && '…'}
        </span>
      )}
    </>
  )
}
