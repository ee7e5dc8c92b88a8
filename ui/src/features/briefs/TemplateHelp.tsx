import i18next, { useSay } from '../../i18n'
import styles from './Briefs.module.css'

/** What a template can do beyond names, each with something to start from. */
const TRICKS = [
  ['include', "{% include 'care' %}"],
  ['condition', "{% if 'yoga' in interest_list %}\n…\n{% endif %}"],
  ['audience', '{% if profile %}\n…\n{% else %}\n…\n{% endif %}'],
  ['loop', '{% for fact in attributes %}{{ fact.name }}: {{ fact.value }}\n{% endfor %}'],
] as const

interface Props {
  names: string[]
  onInsert: (text: string) => void
}

export function TemplateHelp({ names, onInsert }: Props) {
  const { say, t } = useSay()
  return (
    <details className={styles.help}>
      <summary>{say('templateHelp.title')}</summary>
      <dl>
        {TRICKS.map(([trick, code]) => (
          <div key={trick}>
            <dt>
              <button type="button" className="mono" onClick={() => onInsert(code)}>
                {code}
              </button>
            </dt>
            <dd>{say(`templateHelp.${trick}`)}</dd>
          </div>
        ))}
        {names
          .filter((name) => i18next.exists(`templateHelp.name.${name}`))
          .map((name) => (
            <div key={name}>
              <dt>
                <button type="button" className="mono" onClick={() => onInsert(`{{ ${name} }}`)}>
                  {`{{ ${name} }}`}
                </button>
              </dt>
              <dd>{t(`templateHelp.name.${name}`)}</dd>
            </div>
          ))}
      </dl>
    </details>
  )
}
