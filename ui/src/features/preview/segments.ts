// Where a text message is parted: 3GPP TS 23.038 for the alphabet, 23.040 for the header that each part of several carries.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** These are written as an escape and a letter. */
const EXTENDED = '\f^{}\\[~]|€'

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  parts: string[]
}

export function segments(text: string): Segments {
  const letters = [...text]
  const gsm = letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter))
  const size = (letter: string) => (gsm ? (EXTENDED.includes(letter) ? 2 : 1) : letter.length)
  const units = letters.reduce((sum, letter) => sum + size(letter), 0)
  const [alone, together] = gsm ? [160, 153] : [70, 67]
  const encoding = gsm ? 'GSM-7' : 'UCS-2'
  if (units <= alone) return { encoding, parts: text ? [text] : [] }
  const parts: string[] = []
  let room = 0
  for (const letter of letters) {
    // a letter of two units is never divided between parts
    if (size(letter) > room) {
      parts.push('')
      room = together
    }
    parts[parts.length - 1] += letter
    room -= size(letter)
  }
  return { encoding, parts }
}
