import { useRoute } from '../../router'
import { List } from './List'
import { Plan } from './plan/Plan'
import { Run } from './run/Run'

/** Campaigns: the list, the plan of a new one, one run. */
export default function Campaigns() {
  const { id } = useRoute()
  if (id === null) return <List />
  return id === 'new' ? <Plan /> : <Run key={id} id={id} />
}
