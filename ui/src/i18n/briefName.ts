import type { Brief } from '../backend/bindings'
import { useSay } from './index'
import en from './en'

/** A shipped brief's name in the interface's language, as long as nobody has given it another. */
export function useBriefName() {
  const { say } = useSay()
  return ({ built_in, name }: Pick<Brief, 'built_in' | 'name'>) => {
    const shipped = Object.entries(en.builtInBrief).find(([key]) => key === built_in)
    return shipped?.[1] === name ? say(`builtInBrief.${shipped[0] as keyof typeof en.builtInBrief}`) : name
  }
}
