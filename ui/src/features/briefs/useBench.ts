import { useEffect, useRef, useState } from 'react'
import type { BriefFields, Problem, TrialResult } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'

/** Side by side, more than this cannot be read. */
export const BENCH_LIMIT = 5

export type Answer =
  | { kind: 'waiting' }
  | { kind: 'done'; result: TrialResult }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'cancelled' }

interface Round {
  run: string | null
  products: string[]
  answers: Record<string, Answer>
  running: boolean
}

/** A brief tried on a few products. Nothing is stored, so it is gone with the screen. */
export function useBench() {
  const backend = useBackend()
  const [products, setProducts] = useState<string[]>([])
  const [provider, setProvider] = useState<string | null>(null)
  const [round, setRound] = useState<Round | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const now = useRef<Round | null>(null)
  const here = useRef(true)
  const put = (next: Round | null) => {
    now.current = next
    setRound(next)
  }
  useEffect(() => {
    here.current = true
    const stop = backend.listen((event) => {
      const at = now.current
      if (!at) return
      const run = event.kind === 'trial_done' ? event.result.run : 'run' in event ? event.run : null
      // the first answer may be here before the run's name is
      const mine = at.run === null ? at.running : run === at.run
      if (!mine) return
      if (event.kind === 'trial_done' && event.product in at.answers)
        put({
          ...at,
          run,
          answers: { ...at.answers, [event.product]: { kind: 'done', result: event.result } },
        })
      else if (event.kind === 'trial_failed' && event.product in at.answers)
        put({
          ...at,
          run,
          answers: { ...at.answers, [event.product]: { kind: 'failed', problem: event.problem } },
        })
      else if (event.kind === 'run_done' && run === at.run) put(ended(at))
    })
    return () => {
      stop()
      here.current = false
      // nobody would see what is still to come
      if (now.current?.running && now.current.run) void backend.runCancel(now.current.run)
    }
  }, [backend])
  const start = async (brief: BriefFields, profile: string | null) => {
    if (products.length === 0 || now.current?.running) return
    const answers = Object.fromEntries(products.map((id) => [id, { kind: 'waiting' } as Answer]))
    setProblem(null)
    put({ run: null, products, answers, running: true })
    try {
      const { run } = await backend.briefTry({ brief, products, profile, provider })
      const at = now.current as Round | null
      if (!here.current) void backend.runCancel(run)
      if (!at || !here.current) return
      const open = Object.values(at.answers).some((one) => one.kind === 'waiting')
      put({ ...at, run, running: at.running && open })
    } catch (error) {
      setProblem(asProblem(error))
      put(null)
    }
  }
  const cancel = () => {
    if (now.current?.run) void backend.runCancel(now.current.run)
  }
  return {
    products,
    setProducts,
    provider,
    setProvider,
    round,
    problem,
    running: round?.running ?? false,
    start,
    cancel,
  }
}
export type BenchState = ReturnType<typeof useBench>

/** What has no answer when the run is over was cancelled. */
const ended = (round: Round): Round => ({
  ...round,
  running: false,
  answers: Object.fromEntries(
    Object.entries(round.answers).map(([id, one]) => [
      id,
      one.kind === 'waiting' ? { kind: 'cancelled' } : one,
    ]),
  ),
})
