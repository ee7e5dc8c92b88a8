import { PenLine } from 'lucide-react'
import { useState } from 'react'
import type { Brief, Problem, Product, Profile } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { FIRST_PRODUCTS, offered } from '../../backend/first'
import { useBriefs, useProduct, useProducts, useProfiles, useProviders } from '../../backend/queries'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { useBriefName } from '../../i18n/briefName'
import { useKeys } from '../../keys'
import { Footer } from '../../shell/Footer'
import styles from './FirstStart.module.css'

/** The first screen of a workspace without drafts: one sentence, one button that drafts, the real facts around it. */
export function FirstStart({ onStarted }: { onStarted: (run: string) => void }) {
  const { say, language } = useSay()
  const backend = useBackend()
  const all = useProducts(FIRST_PRODUCTS).data
  const profiles = useProfiles().data
  const briefs = useBriefs().data
  const here = useProviders().data?.find((one) => one.default)?.host === null
  const [problem, setProblem] = useState<Problem | null>(null)
  const speaks = (tag: string) => tag.startsWith(language.slice(0, 2))
  const listed = all && offered(all.rows, language)
  const product = useProduct(listed?.id ?? null).data
  const profile = profiles?.find((one) => speaks(one.language)) ?? profiles?.[0]
  const brief = briefs?.find((one) => one.built_in === 'personalised-description') ?? briefs?.[0]
  const draft = async () => {
    if (!product || !brief) return
    try {
      const started = await backend.generate({
        brief: brief.id,
        products: [product.id],
        profiles: [profile?.id ?? null],
        provider: null,
        model: null,
        parameters: null,
        variables: [],
      })
      onStarted(started.run)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  useKeys([{ key: 'mod+Enter', run: () => void draft() }])
  const loading = !all || !profiles || !briefs || (listed && !product)
  if (loading) return <div className={styles.page} />
  return (
    <>
      <div className={styles.page}>
        {product && <Facts product={product} total={all.total} />}
        <section className={styles.sheet} aria-label={say('shell.desk')}>
          <p className={styles.sentence}>{product ? say('first.sentence') : say('first.empty')}</p>
          <div className={styles.actions}>
            {product && (
              <Button
                look="ink"
                hint="mod+Enter"
                icon={<PenLine size={14} aria-hidden="true" />}
                onClick={() => void draft()}
              >
                {say('first.draft', { name: product.name })}
              </Button>
            )}
            <a href="#/import">{product ? say('first.bring') : say('products.import')}</a>
          </div>
          {problem && <ProblemNote problem={problem} />}
          {here && <p className={styles.honest}>{say('first.honest')}</p>}
          <div className={styles.lines} aria-hidden="true">
            <span className="label">{say('desk.copy')}</span>
            <i />
            <i />
            <i />
            <i />
          </div>
          <ol className={styles.steps}>
            {(['draft', 'edit', 'approve', 'export'] as const).map((step, index) => (
              <li key={step}>
                <b>
                  {index + 1} {say(`first.step.${step}`)}
                </b>
                <span>{say(`first.stepHint.${step}`)}</span>
              </li>
            ))}
          </ol>
        </section>
        {profile && brief && <Audience profile={profile} brief={brief} total={profiles.length} />}
      </div>
      <Footer>
        <span className="small quiet">{here ? say('first.nothingLeaves') : ''}</span>
      </Footer>
    </>
  )
}

function Facts({ product, total }: { product: Product; total: number }) {
  const { say } = useSay()
  return (
    <aside className={styles.side} aria-label={say('shell.product')}>
      <p className="label">{say('first.productOf', { total })}</p>
      <h2 lang={product.language || undefined}>{product.name}</h2>
      <dl lang={product.language || undefined}>
        {[
          { name: 'SKU', value: product.sku },
          ...product.attributes,
          { name: say('products.price'), value: `${product.price} ${product.currency}` },
        ].map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <a href="#/products">{say('first.otherProduct')}</a>
    </aside>
  )
}

function Audience({ profile, brief, total }: { profile: Profile; brief: Brief; total: number }) {
  const { say } = useSay()
  const briefName = useBriefName()
  return (
    <aside className={styles.side} aria-label={say('desk.brief')}>
      <p className="label">{say('first.profileOf', { total })}</p>
      <h2 lang={profile.language || undefined}>{profile.name}</h2>
      <ul className={styles.interests} lang={profile.language || undefined}>
        {profile.interests.map((interest) => (
          <li key={interest}>{interest}</li>
        ))}
      </ul>
      <p className={`small ${styles.tone}`} lang={profile.language || undefined}>
        {[profile.tone, profile.notes].filter(Boolean).join(' · ')}
      </p>
      <p className="label">{say('desk.brief')}</p>
      <h2>{briefName(brief)}</h2>
      <p className={`mono ${styles.template}`}>{brief.template}</p>
      <a href={`#/briefs/${brief.id}`}>{say('first.seePrompt')}</a>
    </aside>
  )
}
