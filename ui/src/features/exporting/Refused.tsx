import type { Channel, Finding, Problem } from '../../backend/bindings'
import { useChannels } from '../../backend/shelves'
import { useSay } from '../../i18n'
import { useFindingWords } from '../desk/fields/finding'
import styles from './Exporting.module.css'

interface Cell {
  cell: string
  sku: string
  channel: string
  finding: Finding
}

/** The first cells of a refused export, as the backend names them. */
export const cellsOf = (problem: Problem): Cell[] => JSON.parse(problem.params.cells ?? '[]') as Cell[]

/** The cells that the platform would refuse, each with its product and the reason. */
export function Refused({ problem }: { problem: Problem }) {
  const { say } = useSay()
  const channels = useChannels().data ?? []
  const cells = cellsOf(problem)
  const more = Number(problem.params.count ?? 0) - cells.length
  return (
    <div className={styles.refused}>
      <table aria-label={say('outgoing.refused')}>
        <thead>
          <tr>
            <th scope="col">{say('outgoing.cell')}</th>
            <th scope="col">{say('outgoing.product')}</th>
            <th scope="col">{say('outgoing.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((one) => (
            <tr key={`${one.cell} ${one.finding.rule} ${one.finding.start}`}>
              <th scope="row">{one.cell}</th>
              <td>{one.sku}</td>
              <td>
                <Why
                  finding={one.finding}
                  channel={channels.find(({ channel }) => channel.id === one.channel)?.channel ?? null}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problem.params.label && <p>{say('disclosure.counts')}</p>}
      {more > 0 && <p className="small">{say('outgoing.refusedMore', { count: more })}</p>}
    </div>
  )
}

function Why({ finding, channel }: { finding: Finding; channel: Channel | null }) {
  return <>{useFindingWords(channel).sentence(finding)}</>
}
