import { Segmented } from '../../components/Segmented'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { go } from '../../router'

const TABS = ['briefs', 'voices', 'parts'] as const
export type Tab = (typeof TABS)[number]
export const tabOf = (params: URLSearchParams): Tab =>
  TABS.find((one) => one === params.get('tab')) ?? 'briefs'

/** What a model is told: the brief, the brand's voice, and the parts that briefs share. */
export function Tabs({ tab }: { tab: Tab }) {
  const { say } = useSay()
  return (
    <div className={screen.bar}>
      <Segmented<Tab>
        label={say('shelf.label')}
        value={tab}
        onChange={(next) => go('briefs', null, next === 'briefs' ? undefined : { tab: next })}
        options={TABS.map((value) => ({ value, label: say(`shelf.${value}`) }))}
      />
      <span className="small quiet">{say(`shelf.about.${tab}`)}</span>
    </div>
  )
}
