import { useState } from 'react'
import { useSay } from '../../i18n'
import { Segmented } from '../../components/Segmented'
import { Copy } from './Copy'
import { EmailExport } from './EmailExport'
import { EmailFrame } from './EmailFrame'
import { EmailText } from './EmailText'
import styles from './Inbox.module.css'
import look from './object.module.css'
import { Avatar, Piece, useSender } from './pieces'
import preview from './Preview.module.css'
import { useSeen } from './seen'

type View = 'phone' | 'desktop' | 'plain'

/** An email in the list of an inbox, and opened: as HTML at two widths, and as the text that goes along with it. */
export function Inbox() {
  const { say } = useSay()
  const { draftId } = useSeen()
  const sender = useSender()
  const [view, setView] = useState<View>('phone')
  return (
    <>
      <div className={preview.pieces}>
        <Piece title={say('preview.inbox')} className={styles.list}>
          <Avatar size={40} />
          <div>
            <p className={styles.from}>
              <strong>{sender}</strong> <span className={look.soft}>{say('preview.now')}</span>
            </p>
            <p className={styles.subject}>
              <Copy field="subject" />
            </p>
            <p className={styles.preheader}>
              <Copy field="preheader" />
            </p>
          </div>
        </Piece>
      </div>
      <div className={preview.bar}>
        <Segmented
          label={say('preview.emailView')}
          value={view}
          onChange={setView}
          options={[
            { value: 'phone', label: say('preview.phone') },
            { value: 'desktop', label: say('preview.desktop') },
            { value: 'plain', label: say('preview.plainText') },
          ]}
        />
        {draftId && <EmailExport key={draftId} />}
      </div>
      {view === 'plain' ? <EmailText /> : <EmailFrame wide={view === 'desktop'} />}
    </>
  )
}
