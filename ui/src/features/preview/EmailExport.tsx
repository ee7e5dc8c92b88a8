import { useState } from 'react'
import type { ExportResult, Problem } from '../../backend/bindings'
import { asProblem, useBackend } from '../../backend/context'
import { Button } from '../../components/Button'
import { ProblemNote } from '../../components/ProblemNote'
import { useSay } from '../../i18n'
import { bytes } from '../../i18n/format'
import styles from './Inbox.module.css'
import { useSeen } from './seen'

/** Letters that every file system takes. */
const fileName = (sku: string) => sku.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'email'

/** Writes the email as HTML and, beside it, as plain text. */
export function EmailExport() {
  const { say, language } = useSay()
  const { draftId, product } = useSeen()
  const backend = useBackend()
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [result, setResult] = useState<ExportResult | null>(null)
  // the backend names what the shop has not said by its fields
  const named = (gaps: string) =>
    gaps
      .split(', ')
      .map((gap) => (gap === 'postal_address' || gap === 'unsubscribe' ? say(`preview.gap.${gap}`) : gap))
      .join(language === 'zh-CN' ? '、' : ', ')
  const write = async (file: string, overwrite: boolean) => {
    setPath(file)
    setProblem(null)
    setResult(null)
    try {
      setResult(await backend.emailExport(draftId, file, overwrite))
    } catch (error) {
      const refused = asProblem(error)
      const { gaps } = refused.params
      setProblem(gaps ? { ...refused, params: { ...refused.params, gaps: named(gaps) } } : refused)
    }
  }
  const choose = async () => {
    const file = await backend.chooseSave(`${fileName(product.sku)}.html`, [
      { name: 'HTML', extensions: ['html'] },
    ])
    if (file) await write(file, false)
  }
  return (
    <>
      <Button onClick={() => void choose()}>{say('preview.exportEmail')}</Button>
      {problem && (
        <div className={styles.wide}>
          <ProblemNote problem={problem}>
            {problem.code === 'file_exists' && (
              <Button look="link" onClick={() => void write(path, true)}>
                {say('exporting.replace')}
              </Button>
            )}
            {problem.code === 'footer_missing' && <a href="#/settings/shop">{say('preview.toShop')}</a>}
          </ProblemNote>
        </div>
      )}
      {result && (
        <p className={styles.wide} role="status">
          {say('preview.emailWritten', { path: result.path, size: bytes(result.bytes, language) })}{' '}
          <Button look="link" onClick={() => void backend.reveal(result.path)}>
            {say('exporting.reveal')}
          </Button>
        </p>
      )}
    </>
  )
}
