import { useState, type ReactNode } from 'react'
import type { Density, Theme } from '../../backend/bindings'
import { useSaveSettings, useSettings, useWorkspace } from '../../backend/queries'
import { Select, TextField } from '../../components/Field'
import { Segmented } from '../../components/Segmented'
import { speak, useSay, type Language } from '../../i18n'
import { AllKeys } from '../../shell/Footer'
import { ZOOMS } from '../../shell/useZoom'
import styles from './Settings.module.css'

/** A page of settings: a title, a sentence, its fields. */
export function Page({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className={styles.page} aria-label={title}>
      <h2>{title}</h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  )
}

export function General() {
  const { say, language } = useSay()
  const settings = useSettings().data
  const save = useSaveSettings()
  const [name, setName] = useState<string | null>(null)
  return (
    <Page title={say('settings.general')}>
      <Select
        label={say('shell.language')}
        hint={say('settings.languageHint')}
        value={language}
        onChange={(event) => {
          const next = event.target.value as Language
          void speak(next)
          void save({ language: next })
        }}
      >
        <option value="en">English</option>
        <option value="zh-CN">简体中文</option>
      </Select>
      <TextField
        label={say('settings.reviewer')}
        hint={say('settings.reviewerHint')}
        autoComplete="name"
        value={name ?? settings?.reviewer ?? ''}
        onChange={(event) => {
          setName(event.target.value)
          void save({ reviewer: event.target.value })
        }}
      />
    </Page>
  )
}

export function Appearance() {
  const { say } = useSay()
  const settings = useSettings().data
  const save = useSaveSettings()
  if (!settings) return null
  return (
    <Page title={say('settings.appearance')}>
      <Choice label={say('settings.theme')}>
        <Segmented<Theme>
          label={say('settings.theme')}
          value={settings.theme}
          onChange={(theme) => void save({ theme })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: say(`settings.${value}`),
          }))}
        />
      </Choice>
      <Choice label={say('settings.density')}>
        <Segmented<Density>
          label={say('settings.density')}
          value={settings.density}
          onChange={(density) => void save({ density })}
          options={(['dense', 'roomy'] as const).map((value) => ({ value, label: say(`settings.${value}`) }))}
        />
      </Choice>
      <Choice label={say('settings.copySize')}>
        <Segmented
          label={say('settings.copySize')}
          value={String(settings.copy_size)}
          onChange={(size) => void save({ copy_size: Number(size) })}
          options={['16', '18', '20', '22'].map((value) => ({ value, label: value }))}
        />
      </Choice>
      <Choice label={say('settings.zoom')}>
        <Segmented
          label={say('settings.zoom')}
          value={String(settings.zoom)}
          onChange={(zoom) => void save({ zoom: Number(zoom) })}
          options={ZOOMS.map((zoom) => ({ value: String(zoom), label: `${zoom} %` }))}
        />
      </Choice>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={settings.high_contrast}
          onChange={() => void save({ high_contrast: !settings.high_contrast })}
        />
        {say('settings.contrast')}
      </label>
      <div className={styles.sample}>
        <p lang="en">{say('settings.sampleEnglish')}</p>
        <p lang="zh-CN">{say('settings.sampleChinese')}</p>
      </div>
    </Page>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="label">{label}</p>
      {children}
    </div>
  )
}

export function Keyboard() {
  const { say } = useSay()
  return (
    <Page title={say('settings.keyboard')} lead={say('settings.keyboardLead')}>
      <div className={styles.keys}>
        <AllKeys />
      </div>
    </Page>
  )
}

export function About() {
  const { say } = useSay()
  const workspace = useWorkspace().data
  return (
    <Page title={say('settings.about')} lead={say('settings.privacy')}>
      <dl className={styles.facts}>
        <dt>{say('settings.version')}</dt>
        <dd>{workspace?.version}</dd>
        <dt>{say('settings.licence')}</dt>
        <dd>Apache-2.0</dd>
        <dt>{say('settings.shipped')}</dt>
        <dd>{say('settings.notices')}</dd>
      </dl>
    </Page>
  )
}
