import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useApprovalRules } from '../../backend/accounts'
import type { ApprovalRules, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { useRefresh } from '../../backend/queries'
import { Mark } from '../../components/Mark'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import accounts from './Accounts.module.css'
import { Page } from './pages'
import { Switch } from './Switch'

/** What the workspace asks of an approval. */
export function Approval() {
  const { say } = useSay()
  const backend = useBackend()
  const client = useQueryClient()
  const refresh = useRefresh()
  const stored = useApprovalRules()
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (rules: ApprovalRules) => {
    try {
      client.setQueryData(['approval-rules'], await backend.approvalRulesSave(rules))
      setProblem(null)
      refresh('ledger')
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Page title={say('approval.title')} lead={say('approval.lead')}>
      {stored.isError && <ProblemNote problem={asProblem(stored.error)} />}
      {problem && <ProblemNote problem={problem} />}
      {stored.data && (
        <Switch
          label={say('approval.second')}
          hint={say('approval.secondHint')}
          checked={stored.data.second_person}
          onChange={(second_person) => void save({ ...stored.data, second_person })}
        />
      )}
      <section>
        <h3 className={accounts.heading}>{say('approval.always')}</h3>
        <ul className={accounts.always}>
          <li>
            <Mark kind="ban" silent /> {say('approval.bans')}
          </li>
          <li>
            <Mark kind="caution" silent /> {say('approval.cautions')}
          </li>
          <li>
            <Mark kind="approved" silent /> {say('approval.bound')}
          </li>
        </ul>
      </section>
    </Page>
  )
}
