import type { FieldReport } from '../../../backend/bindings'
import { Meter, stateOf } from './Meter'
import type { Place } from './values'

const lengthAt = (report: FieldReport, place: Place) =>
  report.lengths.find((length) => length.field === place.field && length.part === place.part)

/** The platform refuses what stands at this place for its length. */
export function isRefused(report: FieldReport, place: Place): boolean {
  const length = lengthAt(report, place)
  return length !== undefined && stateOf(length) === 'refused'
}

interface Props {
  report: FieldReport
  place: Place
  id?: string
  /** The unit and the kind of limit stand once, with the name of the list. */
  brief?: boolean
}

/** The meter of an entry or a turn. */
export function PlaceMeter({ report, place, id, brief }: Props) {
  const length = lengthAt(report, place)
  // a number without a limit or a unit says nothing
  if (!length || (brief && length.limit === null)) return id ? <span id={id} /> : null
  return <Meter length={length} id={id} brief={brief} />
}
