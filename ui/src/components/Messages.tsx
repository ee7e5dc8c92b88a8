import type { Message } from '../backend/bindings'
import { useSay } from '../i18n'
import { cutAt } from '../text/scalars'
import { useKindName, type Personal } from './personal'
import styles from './Sent.module.css'

interface Props {
  messages: Message[]
  /** What is personal in each message; not known for prompts that went out long ago. */
  personal?: Personal[][]
  className?: string
}

/** The messages of a prompt, exactly as they are sent. Only the last request is the brief's own; the model's examples stand before it. */
export function Messages({ messages, personal, className }: Props) {
  const { say } = useSay()
  const last = messages.length - 1
  return messages.map((message, index) => (
    // messages have no identity but their place
    // eslint-disable-next-line react/no-array-index-key
    <div key={index} className={className}>
      <p className="label">
        {message.role === 'user' && index < last ? say('role.example') : say(`role.${message.role}`)}
      </p>
      <p className="mono">
        <Content content={message.content} personal={personal?.[index] ?? []} />
      </p>
    </div>
  ))
}

function Content({ content, personal }: { content: string; personal: Personal[] }) {
  const { say } = useSay()
  const kindName = useKindName()
  if (personal.length === 0) return content
  return cutAt(content, personal).map(({ text, mark }, at) => {
    const key = `${at}${text}`
    if (!mark) return <span key={key}>{text}</span>
    const said = say(`sent.of.${mark.group}`, { kind: kindName(mark.kind), text: mark.standsFor })
    return (
      <mark key={key} className={styles[mark.group]} title={said}>
        {text}
        <span className="visually-hidden"> ({said})</span>
      </mark>
    )
  })
}
