// Saves while a person types: one sitting is one revision, nothing typed is ever dropped.
import type { DraftView, Problem } from '../../backend/bindings'
import { asProblem } from '../../backend/context'

export type SaveState =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed'; problem: Problem }

/** After this pause in typing the text is saved. */
export const PAUSE = 600
/** After a failure it is tried again by itself. */
export const RETRY = 5_000

export class Saver<T = string> {
  private text: T | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | null = null
  state: SaveState = { kind: 'saved', at: null }

  constructor(
    private readonly save: (text: T) => Promise<DraftView>,
    private readonly changed: (state: SaveState, view?: DraftView) => void,
  ) {}

  /** Whether there are words that are not saved yet. */
  get pending() {
    return this.text !== null || this.running !== null
  }

  /** Takes the newest text, or the newest fields. */
  type(text: T) {
    this.text = text
    if (this.state.kind !== 'failed') this.set({ kind: 'waiting' })
    this.after(PAUSE)
  }

  /** Saves at once what is not saved yet; resolves when it is, or when it failed, with whether all of it is saved. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    while (this.text !== null || this.running) {
      if (this.running) await this.running
      else await this.run()
      if (this.state.kind === 'failed') return false
    }
    return true
  }

  private after(delay: number) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), delay)
  }

  private run(): Promise<void> {
    const text = this.text
    if (text === null) return Promise.resolve()
    this.text = null
    this.set({ kind: 'saving' })
    this.running = this.save(text)
      .then(
        (view) =>
          this.set(this.text === null ? { kind: 'saved', at: new Date() } : { kind: 'waiting' }, view),
        (error: unknown) => {
          // newer words, if there are, hold the older ones
          this.text ??= text
          this.set({ kind: 'failed', problem: asProblem(error) })
          this.after(RETRY)
        },
      )
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  private set(state: SaveState, view?: DraftView) {
    this.state = state
    this.changed(state, view)
  }
}
