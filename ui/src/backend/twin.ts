// The in-memory twin of the backend, for component tests: what a test gives is there, anything else is refused.
import type { Backend } from './backend'
import type { DeskEvent } from './bindings'

export interface Twin {
  backend: Backend
  /** Sends an event to everybody who listens. */
  tell: (event: DeskEvent) => void
}

export function twin(parts: Partial<Backend>): Twin {
  const listeners = new Set<(event: DeskEvent) => void>()
  const listen: Backend['listen'] = (onEvent) => {
    listeners.add(onEvent)
    return () => listeners.delete(onEvent)
  }
  const backend = new Proxy({ ...parts, listen } as Backend, {
    get: (target, name: string) =>
      name in target
        ? target[name as keyof Backend]
        : () => Promise.reject(new Error(`the test gives no ${name}`)),
  })
  return { backend, tell: (event) => listeners.forEach((listener) => listener(event)) }
}
