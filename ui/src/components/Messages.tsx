import type { Message } from '../backend/bindings'
import { useSay } from '../i18n'

/** The messages of a prompt, exactly as they are sent. Only the last request is the brief's own; the model's examples stand before it. */
export function Messages({ messages, className }: { messages: Message[]; className?: string }) {
  const { say } = useSay()
  const last = messages.length - 1
  return messages.map((message, index) => (
    // messages have no identity but their place
    // eslint-disable-next-line react/no-array-index-key
    <div key={index} className={className}>
      <p className="label">
        {message.role === 'user' && index < last ? say('role.example') : say(`role.${message.role}`)}
      </p>
      <p className="mono">{message.content}</p>
    </div>
  ))
}
