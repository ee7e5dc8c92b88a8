import type { ProfileFields, SpecialFinding } from '../../backend/bindings'
import { useBackend } from '../../backend/context'
import { useWhileTyping } from '../../components/useWhileTyping'

const NONE: SpecialFinding[] = []

/** The interest that a finding stands in, by its place; null for the notes. */
export const interestOf = ({ source }: SpecialFinding) => (source === 'notes' ? null : source.interest)

/** What can be inferred from a profile while it is typed; words that were deleted since are said no more. */
export function useSpecial(fields: ProfileFields): SpecialFinding[] {
  const backend = useBackend()
  const found = useWhileTyping(fields, (typed) => backend.specialCategories(typed), NONE)
  return found.filter((finding) => {
    const interest = interestOf(finding)
    const text = interest === null ? fields.notes : fields.interests[interest]
    return text?.includes(finding.data.text)
  })
}
