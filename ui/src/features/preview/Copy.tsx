import { useState } from 'react'
import { useSay } from '../../i18n'
import { cutOf, parted } from './cut'
import look from './object.module.css'
import { composed, listOf, textOf, useSeen } from './seen'

const TAG = /(#[^\s#]+#?)/u

/** Hashtags look like links where the platform makes links of them. */
function Words({ text, tags }: { text: string; tags?: boolean }) {
  if (!tags) return text
  return text.split(TAG).map((piece, index) =>
    TAG.test(piece) ? (
      // pieces of a text have no identity but their place
      // eslint-disable-next-line react/no-array-index-key
      <span key={index} className={look.link}>
        {piece}
      </span>
    ) : (
      piece
    ),
  )
}

interface Props {
  field: string
  /** An entry of a list. */
  part?: number
  /** The platform makes links of hashtags here. */
  tags?: boolean
}

/** The words of a field up to where the platform cuts them. What it hides is behind "more", what it refuses is struck. */
export function Copy({ field: id, part, tags }: Props) {
  const { say, language: spoken } = useSay()
  const { channel, fields, report, language } = useSeen()
  const [open, setOpen] = useState(false)
  const field = channel.fields.find((one) => one.id === id)
  const text =
    part !== undefined
      ? (listOf(fields, id)[part] ?? '')
      : field && field.composed_of.length > 0
        ? composed(channel, fields, id)
        : textOf(fields, id)
  if (!text.trim())
    return <span className={look.empty}>{field?.name[spoken === 'zh-CN' ? 'zh' : 'en'] ?? id}</span>
  const cut = cutOf(channel, report, id, part ?? null)
  const [seen, rest] = cut ? parted(text, cut.at) : [text, '']
  return (
    <span className={look.copy} lang={language || undefined}>
      <Words text={seen} tags={tags} />
      {rest && cut?.limit.kind === 'hard' && (
        <s className={look.refused} title={say('preview.refusedRest')}>
          {rest}
        </s>
      )}
      {rest && cut?.limit.kind === 'truncated' && (
        <>
          {open && <span className={look.rest}>{rest}</span>}
          <button type="button" className={look.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? say('preview.less') : say('preview.more')}
          </button>
        </>
      )}
    </span>
  )
}
