// Where a place of the screen stands in the copy, and back. The copy counts characters in Unicode scalar values.
import galley from '../Galley.module.css'
import { scalars, type Place } from '../fields/values'

/** A character of the copy on the screen. */
export interface Spot {
  place: Place
  at: number
}

/** The place that an editor or read words are about; null for what is no copy. */
function placeOf(element: Element): Place | null {
  if (element instanceof HTMLTextAreaElement) {
    const named = /^editor-(.*):(\d*)$/.exec(element.id)
    if (named) return { field: named[1]!, part: named[2] ? Number(named[2]) : null }
  }
  const field = element.closest<HTMLElement>('[data-field]')
  // copy without fields
  if (!field) return { field: '', part: null }
  const entry = element.closest('ol > li')
  const part = entry && field.contains(entry) ? [...entry.parentElement!.children].indexOf(entry) : null
  return { field: field.dataset.field ?? '', part }
}

/** The text nodes of read words, each with the text before it; letters, cuts and struck words are no copy. */
function nodesOf(copy: Element): { node: Text; before: string }[] {
  const nodes: { node: Text; before: string }[] = []
  let before = ''
  ;[...copy.children].forEach((line, index) => {
    if (index > 0) before += '\n'
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      if (node.parentElement?.closest('sup, del, .visually-hidden')) continue
      nodes.push({ node, before })
      before += node.data
    }
  })
  return nodes
}

/** Where the caret or the beginning of the selection is in the copy of a box. */
export function spotIn(box: Element): Spot | null {
  const focused = document.activeElement
  if (focused instanceof HTMLTextAreaElement) {
    if (!box.contains(focused) || !focused.classList.contains(galley.copy!)) return null
    const place = placeOf(focused)
    return place && { place, at: scalars(focused.value, focused.selectionStart) }
  }
  const selection = getSelection()
  const anchor = selection?.anchorNode
  if (!selection || !anchor || !box.contains(anchor)) return null
  const copy = (anchor instanceof Element ? anchor : anchor.parentElement)?.closest(`.${galley.copy}`)
  const place = copy && placeOf(copy)
  if (!copy || !place) return null
  const found = nodesOf(copy).find(({ node }) => node === anchor)
  return found
    ? { place, at: [...found.before].length + scalars(found.node.data, selection.anchorOffset) }
    : null
}

const sameplace = (one: Place | null, other: Place) => one?.field === other.field && one.part === other.part

/** The text nodes of a stretch of read copy, with where in them it begins and ends; none in an editor. */
export function rangesOf(box: Element, place: Place, start: number, end: number): Range[] {
  const copy = [...box.querySelectorAll(`.${galley.copy}`)].find(
    (element) => !(element instanceof HTMLTextAreaElement) && sameplace(placeOf(element), place),
  )
  if (!copy) return []
  return nodesOf(copy).flatMap(({ node, before }) => {
    const first = [...before].length
    const letters = [...node.data]
    const from = Math.max(start - first, 0)
    const to = Math.min(end - first, letters.length)
    if (from >= to) return []
    const range = document.createRange()
    range.setStart(node, letters.slice(0, from).join('').length)
    range.setEnd(node, letters.slice(0, to).join('').length)
    return [range]
  })
}

/** The words of a place of the screen, read or typed. */
export function textOf(box: Element, place: Place): string {
  const copy = [...box.querySelectorAll(`.${galley.copy}`)].find((element) =>
    sameplace(placeOf(element), place),
  )
  if (!copy) return ''
  if (copy instanceof HTMLTextAreaElement) return copy.value
  const nodes = nodesOf(copy)
  const last = nodes.at(-1)
  return last ? last.before + last.node.data : ''
}
