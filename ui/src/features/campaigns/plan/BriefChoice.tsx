import { useId } from 'react'
import { useBriefs } from '../../../backend/queries'
import { useSay } from '../../../i18n'
import { useBriefName } from '../../../i18n/briefName'
import { languageName } from '../../../i18n/format'
import type { ChoiceProps } from './Choices'
import styles from './Choices.module.css'

/** Each brief is a draft of its own. */
export function BriefChoice({ plan, change }: ChoiceProps) {
  const { say, language } = useSay()
  const title = useId()
  const briefName = useBriefName()
  const briefs = useBriefs().data ?? []
  const chosen = plan.briefs ?? []
  return (
    <section aria-labelledby={title}>
      <header>
        <h2 id={title}>{say('shell.briefs')}</h2>
        <span>{say('common.selected', { count: chosen.length })}</span>
      </header>
      <ul className={styles.briefs}>
        {briefs.map((brief) => (
          <li key={brief.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(brief.id)}
                onChange={() =>
                  // in the order of the list, whatever the order of pressing
                  change({
                    briefs: briefs
                      .map((one) => one.id)
                      .filter((id) => chosen.includes(id) !== (id === brief.id)),
                  })
                }
              />
              <span>
                {briefName(brief)}{' '}
                <span className="quiet">
                  {brief.copy_language
                    ? languageName(brief.copy_language, language)
                    : say('briefs.asProduct')}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}
