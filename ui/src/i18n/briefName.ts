import type { Brief } from '../backend/bindings'
import { useBriefs } from '../backend/queries'
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

/** A brief's name as a campaign keeps it, said like the brief of that name in the workspace. */
export function useStoredBriefName() {
  const briefName = useBriefName()
  const briefs = useBriefs().data
  return (name: string) => {
    const brief = briefs?.find((one) => one.name === name)
    return brief ? briefName(brief) : name
  }
}
