import { useRoute } from '../../router'
import { Parts } from '../parts/Parts'
import { Voices } from '../voices/Voices'
import { BriefEditor } from './BriefEditor'
import { Tabs, tabOf } from './Tabs'

export default function Briefs() {
  const tab = tabOf(useRoute().params)
  const Content = { briefs: BriefEditor, voices: Voices, parts: Parts }[tab]
  return (
    <>
      <Tabs tab={tab} />
      <Content />
    </>
  )
}
