import { HardDrive, Server } from 'lucide-react'
import { useProviders, useSaveSettings, useSettings, useWorkspace } from '../backend/queries'
import { Segmented } from '../components/Segmented'
import { speak, useSay, type Language } from '../i18n'
import type { Screen } from '../router'
import { Palette } from './Palette'
import { useTitle } from './title'
import styles from './Header.module.css'

export function Header({ screen }: { screen: Screen }) {
  const { say, language } = useSay()
  const workspace = useWorkspace().data
  const settings = useSettings().data
  const save = useSaveSettings()
  const provider = useProviders().data?.find((one) => one.default)
  const choose = (next: Language) => {
    void speak(next)
    void save({ language: next })
  }
  const name = settings?.reviewer.trim()
  const title = useTitle()
  return (
    <header className={styles.header}>
      <div className={styles.place}>
        <a href="#/settings/workspaces" className={styles.workspace} title={workspace?.path}>
          {workspace ? (workspace.sample ? say('shell.sample') : workspace.name) : ' '}
        </a>
        <span aria-hidden="true">/</span>
        <h1 title={title?.name}>{title?.name || say(`shell.${screen}`)}</h1>
        {title && <span className={styles.detail}>{title.detail}</span>}
      </div>
      <Palette />
      <div className={styles.right}>
        <a href="#/settings/models" className={styles.model} title={say('shell.model')}>
          {provider?.host ? (
            <Server size={14} strokeWidth={1.5} aria-hidden="true" />
          ) : (
            <HardDrive size={14} strokeWidth={1.5} aria-hidden="true" />
          )}
          <span>{provider ? (provider.built_in ? say('shell.builtIn') : provider.name) : ' '}</span>
        </a>
        <Segmented
          label={say('shell.language')}
          value={language}
          options={[
            { value: 'en', label: 'EN', title: 'English' },
            { value: 'zh-CN', label: '中', title: '简体中文' },
          ]}
          onChange={choose}
        />
        <a href="#/settings/general" className={styles.person} title={name ?? say('shell.noReviewer')}>
          <span aria-hidden="true">{name ? initials(name) : '?'}</span>
          <span className="visually-hidden">
            {name ? say('shell.reviewer', { name }) : say('shell.noReviewer')}
          </span>
        </a>
      </div>
    </header>
  )
}

/** Two letters of a Latin name, the last two characters of a Chinese one. */
export function initials(name: string): string {
  const words = name.split(/\s+/)
  if (/\p{Script=Han}/u.test(name)) return [...name.replace(/\s/g, '')].slice(-2).join('')
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
