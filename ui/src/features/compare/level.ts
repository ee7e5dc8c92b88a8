import { useLayoutEffect, type RefObject } from 'react'

/** Gives everything of the same `data-level` the height of the tallest, so that the eye moves straight across columns. */
export function level(table: HTMLElement) {
  const levels = new Map<string, HTMLElement[]>()
  for (const element of table.querySelectorAll<HTMLElement>('[data-level]')) {
    element.style.minHeight = ''
    const name = element.dataset['level']!
    levels.set(name, [...(levels.get(name) ?? []), element])
  }
  // all heights are read before any is set: one layout, not one for each row
  const heights = [...levels].map(
    ([, elements]) =>
      [elements, Math.max(...elements.map((element) => element.getBoundingClientRect().height))] as const,
  )
  for (const [elements, height] of heights)
    for (const element of elements) element.style.minHeight = `${height}px`
}

/** Keeps the rows level while texts, fonts and widths change. Subgrids would, but WebKitGTK collapses nested ones. */
export function useLevelRows(table: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    if (table.current) level(table.current)
  })
  useLayoutEffect(() => {
    const element = table.current
    if (!element || typeof ResizeObserver === 'undefined') return
    let width = 0
    const observer = new ResizeObserver(() => {
      // heights are what this changes itself
      if (element.clientWidth !== width) {
        width = element.clientWidth
        level(element)
      }
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [table])
}
