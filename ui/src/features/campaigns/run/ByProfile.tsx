import { useQuery } from '@tanstack/react-query'
import { asProblem, useBackend } from '../../../backend/context'
import { ProblemNote } from '../../../components/ProblemNote'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import styles from './Run.module.css'

/** How far each profile is. */
export function ByProfile({ run }: { run: string }) {
  const { say, language } = useSay()
  const backend = useBackend()
  const profiles = useQuery({
    queryKey: ['campaign-profiles', run],
    queryFn: () => backend.campaignProfiles(run),
  })
  if (profiles.isError) return <ProblemNote problem={asProblem(profiles.error)} />
  return (
    <table className={styles.profiles}>
      <thead>
        <tr>
          <th scope="col">{say('profiles.profile')}</th>
          <th scope="col">{say('campaigns.progress')}</th>
          <th scope="col">{say('campaigns.done')}</th>
          <th scope="col">{say('campaigns.needsYou')}</th>
        </tr>
      </thead>
      <tbody>
        {profiles.data?.map((one) => (
          <tr key={one.profile_name ?? ''}>
            <th scope="row">{one.profile_name ?? say('common.neutral')}</th>
            <td>
              <progress value={one.done} max={Math.max(one.cells, 1)} aria-hidden="true" />
            </td>
            <td>
              {number(one.done, language)} / {number(one.cells, language)}
            </td>
            <td>{one.troubled > 0 ? number(one.troubled, language) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
