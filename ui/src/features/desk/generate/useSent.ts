import { useEffect, useState } from 'react'
import type { BriefFields, Problem, PromptPreview } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'

/** Typing a variable asks once, when it rests. */
const REST = 200

/** The prompt of the first draft, a moment after the last change; null while something is missing. */
export function useSent(
  brief: BriefFields | null,
  product: string | null,
  profile: string | null,
  provider: string | null,
) {
  const backend = useBackend()
  const [preview, setPreview] = useState<PromptPreview | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const wanted = brief && product && JSON.stringify([brief, product, profile, provider])
  useEffect(() => {
    setProblem(null)
    if (!brief || !product) {
      setPreview(null)
      return
    }
    let stale = false
    const timer = setTimeout(() => {
      backend.promptPreview({ brief, product, profile, provider }).then(
        (result) => !stale && setPreview(result),
        (error: unknown) => !stale && setProblem(asProblem(error)),
      )
    }, REST)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted, backend]) // oxlint-disable-line
  return { preview, problem }
}
