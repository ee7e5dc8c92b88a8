import type { ReactNode } from 'react'

/** A name and what stands for it, in a list of the ticket. */
export function Line({ name, value, children }: { name: string; value?: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {children}
      </dd>
    </div>
  )
}
