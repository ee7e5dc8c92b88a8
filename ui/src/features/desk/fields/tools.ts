// Which rewrite tools make sense where.
import type { Channel, ChannelField, FieldReport } from '../../../backend/bindings'
import type { Tool } from './RewriteMenu'
import { stateOf } from './Meter'
import { isAt } from './finding'
import { textAt, type Place, type Values } from './values'

/** A place is over its limit, or the whole that it is put together into is. */
function isOver(channel: Channel, field: ChannelField, place: Place, report: FieldReport): boolean {
  const wholes = channel.fields.filter((one) => one.composed_of.includes(field.id)).map((one) => one.id)
  return report.lengths.some((length) => {
    const here = length.field === field.id && (place.part === null || length.part === place.part)
    const over = length.limit !== null && length.length > length.limit && length.unit !== 'items'
    return over && stateOf(length) !== 'within' && (here || wholes.includes(length.field))
  })
}

export function toolsAt(
  channel: Channel,
  field: ChannelField,
  place: Place,
  values: Values,
  report: FieldReport,
) {
  const text = textAt(values, place)
  const turns = field.shape.kind === 'turns'
  // nothing stands there, or a conversation as a whole: it can only be asked for again
  if (!text.trim() || (turns && place.part === null)) return ['again'] satisfies Tool[]
  const found = report.findings.some(
    (finding) => finding.field === field.id && (place.part === null || isAt(finding, place)),
  )
  const tools: Tool[] = ['shorter', 'longer', 'tone']
  if (isOver(channel, field, place, report)) tools.unshift('fit_limit')
  if (found) tools.unshift('fix_findings')
  // a list has as many openings as entries
  if (field.shape.kind !== 'list') tools.push('opening')
  tools.push('again')
  return tools
}
