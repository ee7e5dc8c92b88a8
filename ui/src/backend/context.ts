import { createContext, useContext } from 'react'
import type { Backend } from './backend'
import type { Problem } from './bindings'

export const BackendContext = createContext<Backend | null>(null)

export function useBackend(): Backend {
  const backend = useContext(BackendContext)
  if (!backend) throw new Error('no backend: wrap the tree in BackendContext')
  return backend
}

/** What a rejected call carries; anything else is a fault of ours and is shown as it is. */
export function asProblem(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error)
    return error as Problem
  return {
    code: 'internal',
    message: String(error),
    params: { detail: String(error) },
    words: null,
    fields: [],
  }
}
