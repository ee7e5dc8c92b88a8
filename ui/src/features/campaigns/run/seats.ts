import type { LiveDraft } from '../../../backend/bindings'

/** Drafts under way on their seats: who sits stays, who is new takes the first free one. Seats that were taken are kept. */
export function seated(before: (LiveDraft | null)[], live: LiveDraft[]): (LiveDraft | null)[] {
  const seats = before.map((one) => live.find((now) => now.cell === one?.cell) ?? null)
  for (const one of live) {
    if (seats.some((seat) => seat?.cell === one.cell)) continue
    const free = seats.indexOf(null)
    if (free < 0) seats.push(one)
    else seats[free] = one
  }
  return seats
}
