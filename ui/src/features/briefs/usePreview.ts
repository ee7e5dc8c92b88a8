import { useEffect, useState } from 'react'
import type { BriefFields, Problem, PromptPreview } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'

/** The prompt as the form would make it, a moment after the last change. */
export function usePreview(fields: BriefFields) {
  const backend = useBackend()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [preview, setPreview] = useState<PromptPreview | null>(null)
  const [product, setProduct] = useState<string | null>(null)
  const [profile, setProfile] = useState<string | null>(null)
  const wanted = JSON.stringify([fields, product, profile])
  useEffect(() => {
    let stale = false
    const timer = setTimeout(() => {
      backend.promptPreview({ brief: fields, product, profile, provider: null }).then(
        (result) => {
          if (stale) return
          setPreview(result)
          setProblem(null)
        },
        (error: unknown) => !stale && setProblem(asProblem(error)),
      )
    }, 250)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted, backend]) // oxlint-disable-line
  return { preview, problem, product, profile, setProduct, setProfile }
}
export type Preview = ReturnType<typeof usePreview>
