import { useEffect, useRef, useState } from 'react'
import type { DeskEvent, Problem, RewriteRequest, RewriteTool, Suggestion } from '../../../backend/bindings'
import { asProblem, useBackend } from '../../../backend/context'
import { keyOf, type Place } from './values'

/** A suggestion that was asked for, from the first word to the last. */
export interface Asked {
  place: Place
  request: RewriteRequest
  /** The run that answers; none until it is known. */
  run: string | null
  text: string
  done: Suggestion | null
  problem: Problem | null
}
type Told = Extract<DeskEvent, { kind: 'suggestion_text' | 'suggestion_done' | 'suggestion_failed' }>

/** The next state after an event of its run; null takes it away. */
export function heard(asked: Asked, event: Told): Asked | null {
  if (event.kind === 'suggestion_text') return { ...asked, text: asked.text + event.text }
  if (event.kind === 'suggestion_done') return { ...asked, done: event.suggestion }
  // a person who stops it knows that it was stopped
  return event.problem.code === 'cancelled' ? null : { ...asked, problem: event.problem }
}
export const isWriting = ({ done, problem }: Asked) => done === null && problem === null

/** Suggestions for the places of a draft, one a place. They stand beside the words and change nothing. */
export function useSuggestions(draft: string, settle: () => Promise<void>) {
  const backend = useBackend()
  const [asked, setAsked] = useState<Record<string, Asked>>({})
  const latest = useRef(asked)
  // words can come before the answer that names their run
  const early = useRef<Told[]>([])
  const put = (key: string, one: Asked | null) => {
    const { [key]: _, ...others } = latest.current
    latest.current = one ? { ...others, [key]: one } : others
    setAsked(latest.current)
  }
  const find = (run: string) => Object.entries(latest.current).find(([, one]) => one.run === run)
  const hear = (event: Told) => {
    const found = find(event.run)
    if (found) put(found[0], heard(found[1], event))
    else if (Object.values(latest.current).some((one) => one.run === null)) early.current.push(event)
  }
  useEffect(() => {
    const stopListening = backend.listen((event) => {
      if (
        event.kind === 'suggestion_text' ||
        event.kind === 'suggestion_done' ||
        event.kind === 'suggestion_failed'
      )
        hear(event)
    })
    return () => {
      stopListening()
      // nobody is left to read it
      for (const one of Object.values(latest.current))
        if (one.run && isWriting(one)) void backend.runCancel(one.run)
      latest.current = {}
    }
    // the backend never changes while the window stands
  }, [backend, draft]) // oxlint-disable-line

  const stop = (key: string) => {
    const one = latest.current[key]
    put(key, null)
    if (one?.run && isWriting(one)) void backend.runCancel(one.run)
  }
  const ask = async (place: Place, tool: RewriteTool, text: string, selection: [number, number] | null) => {
    const key = keyOf(place)
    stop(key)
    const request: RewriteRequest = { draft, ...place, text, selection, tool, provider: null }
    const mine = () => latest.current[key]?.request === request
    put(key, { place, request, run: null, text: '', done: null, problem: null })
    try {
      // an entry that was just added has to be there first
      await settle()
      const { run } = await backend.rewrite(request)
      if (!mine()) return void backend.runCancel(run)
      put(key, { ...latest.current[key]!, run })
      const waiting = early.current.filter((event) => event.run === run)
      early.current = early.current.filter((event) => event.run !== run)
      waiting.forEach(hear)
    } catch (error) {
      if (mine()) put(key, { ...latest.current[key]!, problem: asProblem(error) })
    }
  }
  return { asked, ask, stop }
}
