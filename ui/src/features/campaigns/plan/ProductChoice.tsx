import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useWorkspace } from '../../../backend/queries'
import { Button } from '../../../components/Button'
import { useSay } from '../../../i18n'
import { number } from '../../../i18n/format'
import type { ChoiceProps } from './Choices'
import { HandPicker } from './HandPicker'
import { ChipPicker } from './ChipPicker'
import { productsOf, type Chip } from './plan'
import styles from './Choices.module.css'

type Open = 'chips' | 'hand' | null

/** For which products: those that have something in common, those of an earlier campaign, those chosen by hand, or all. */
export function ProductChoice({ plan, change, estimate }: ChoiceProps) {
  const { say, language } = useSay()
  const title = useId()
  const [open, setOpen] = useState<Open>(null)
  const total = useWorkspace().data?.counts.products ?? 0
  const any = productsOf(plan) !== null
  const bare = estimate?.skippable.find((one) => one.reason === 'no_description' && one.skipped)
  const chosen = plan.all ? total : !any ? 0 : estimate ? estimate.products + (bare?.products ?? 0) : null
  const words = ({ kind, value }: Chip) => say(`campaigns.chip.${kind}`, { value })
  const remove = (label: string, act: () => void) => (
    <button type="button" aria-label={say('common.removeNamed', { name: label })} onClick={act}>
      <X size={12} aria-hidden="true" />
    </button>
  )
  const toggleOpen = (next: Open) => setOpen(open === next ? null : next)
  return (
    <section aria-labelledby={title}>
      <header>
        <h2 id={title}>{say('shell.products')}</h2>
        <span>
          {chosen === null
            ? number(total, language)
            : say('campaigns.ofTotal', {
                chosen: number(chosen, language),
                total: number(total, language),
              })}
        </span>
      </header>
      <div className={styles.chips}>
        {plan.all && (
          <span className={styles.chip}>
            {say('campaigns.allProducts')}
            {remove(say('campaigns.allProducts'), () => change({ all: false }))}
          </span>
        )}
        {!plan.all && plan.run && (
          <span className={styles.chip}>
            {say('campaigns.chip.run', { name: plan.run.name })}
            {remove(plan.run.name, () => change({ run: null }))}
          </span>
        )}
        {!plan.all &&
          !plan.run &&
          plan.chips.map((chip) => (
            <span key={chip.kind + chip.value} className={styles.chip}>
              {words(chip)}
              {remove(words(chip), () => change({ chips: plan.chips.filter((one) => one !== chip) }))}
            </span>
          ))}
        {!plan.all && !plan.run && plan.picked.length > 0 && (
          <span className={styles.chip}>
            {say('campaigns.chip.hand', {
              count: plan.picked.length,
              number: number(plan.picked.length, language),
            })}
            {remove(say('campaigns.byHand'), () => change({ picked: [] }))}
          </span>
        )}
      </div>
      {!plan.all && !plan.run && (
        <p className={styles.acts}>
          <Button look="link" aria-expanded={open === 'chips'} onClick={() => toggleOpen('chips')}>
            {say('campaigns.add')}
          </Button>
          <Button look="link" aria-expanded={open === 'hand'} onClick={() => toggleOpen('hand')}>
            {say('campaigns.byHand')}
          </Button>
          <Button
            look="link"
            onClick={() => {
              setOpen(null)
              change({ all: true })
            }}
          >
            {say('campaigns.allProducts')}
          </Button>
        </p>
      )}
      {open === 'chips' && !plan.all && !plan.run && (
        <ChipPicker
          chosen={plan.chips}
          onAdd={(chip) => change({ chips: [...plan.chips, chip] })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'hand' && !plan.all && !plan.run && (
        <HandPicker
          picked={plan.picked}
          onPick={(picked) => change({ picked })}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
