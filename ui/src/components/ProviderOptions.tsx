import { useProviders } from '../backend/queries'
import { useSay } from '../i18n'

/** Options of a select: every provider, and where it writes. */
export function ProviderOptions() {
  const { say } = useSay()
  return (useProviders().data ?? []).map((one) => (
    <option key={one.id} value={one.id}>
      {one.built_in ? say('shell.builtIn') : one.name} · {one.host ?? say('shell.here')}
    </option>
  ))
}
