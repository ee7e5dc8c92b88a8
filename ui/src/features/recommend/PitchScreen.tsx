import { useProduct, useProfiles } from '../../backend/queries'
import { Shelf } from '../../components/Shelf'
import screen from '../../components/screen.module.css'
import { useSay } from '../../i18n'
import { go } from '../../router'
import { Pitch } from './Pitch'

/** `#/profiles/ID?tab=products`: without an id, the first profile. */
export function ProfilePitch({ id }: { id: string | null }) {
  const { say } = useSay()
  const profiles = useProfiles()
  const rows = profiles.data ?? []
  const profile = rows.find((one) => one.id === id) ?? rows[0]
  if (!profile)
    return (
      <div className={screen.empty}>
        {profiles.data && <p className={screen.sentence}>{say('profiles.empty')}</p>}
      </div>
    )
  return (
    <Pitch
      key={profile.id}
      subject={{ kind: 'profile', id: profile.id }}
      name={profile.name}
      onBack={() => go('profiles')}
      shelf={
        <Shelf
          label={say('shell.profiles')}
          current={profile.id}
          items={rows.map((one) => ({
            id: one.id,
            href: `#/profiles/${one.id}?tab=products`,
            name: one.name,
            detail: one.interests.join(', '),
            lang: one.language,
          }))}
        />
      }
    />
  )
}

/** `#/products/ID?tab=profiles`. */
export function ProductPitch({ id }: { id: string }) {
  const product = useProduct(id).data
  return (
    <Pitch
      key={id}
      subject={{ kind: 'product', id }}
      name={product?.name ?? ''}
      onBack={() => go('products', id)}
    />
  )
}
