import type { PromptPreview } from '../../backend/bindings'
import { useSomeProducts } from '../../backend/shelves'
import { Select } from '../../components/Field'
import { ProfileSelect } from '../../components/ProfileSelect'
import { Sent } from '../../components/Sent'
import { useSay } from '../../i18n'
import styles from './Briefs.module.css'

interface Props {
  preview: PromptPreview | null
  product: string | null
  profile: string | null
  onProduct: (id: string | null) => void
  onProfile: (id: string | null) => void
}

/** The exact prompt, as it would be sent now. */
export function PromptSide({ preview, product, profile, onProduct, onProfile }: Props) {
  const { say } = useSay()
  const products = useSomeProducts()
  return (
    <>
      <h2>{say('briefs.exactPrompt')}</h2>
      <Select
        label={say('shell.product')}
        value={product ?? products[0]?.id ?? ''}
        onChange={(event) => onProduct(event.target.value)}
      >
        {products.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
      <ProfileSelect value={profile} onChange={onProfile} />
      {preview ? (
        <Sent preview={preview} className={styles.message} />
      ) : (
        <p className="quiet">{say('briefs.noPreview')}</p>
      )}
    </>
  )
}
