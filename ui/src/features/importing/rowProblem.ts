import type { RowProblem } from '../../backend/bindings'
import { useFieldProblem } from '../../components/Field'
import i18next, { useSay } from '../../i18n'

/** Why a row was refused, in the person's language; Rust's English for a kind that is not known here. */
export function useRowProblem() {
  const { say, t } = useSay()
  const sentence = useFieldProblem()
  return (problem: RowProblem, english: string): string => {
    if (problem.kind === 'field') {
      const label = `field.${problem.field}`
      const name = i18next.exists(label) ? t(label) : problem.field
      return say('row.field', { name, why: sentence(problem) })
    }
    const key = `row.${problem.kind}`
    return i18next.exists(key) ? t(key, { ...problem }) : english || problem.kind
  }
}
