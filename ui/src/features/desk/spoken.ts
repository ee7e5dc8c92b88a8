// An answer in fields comes as JSON. While it streams in, a person reads its words and not its brackets.

/** Strings of an answer that name things instead of saying something. */
const NAMES = new Set(['speaker', 'basis'])

/** The words of an answer so far, a field below the other; the answer itself where it is no JSON. */
export function spoken(answer: string): string {
  const json = answer.trimStart().replace(/^```(?:json)?\s*/, '')
  if (!json.startsWith('{')) return answer
  const said: string[] = []
  // the objects and lists around what is read, the name before it, and whether the next string is a name
  const around: string[] = []
  let name = ''
  let isNaming = false
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]!
    if (sign === '{' || sign === '[') around.push(sign)
    else if (sign === '}' || sign === ']') around.pop()
    if (sign === '{' || sign === ',') isNaming = around.at(-1) === '{'
    if (sign !== '"') continue
    let end = at + 1
    while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1
    const words = unescaped(json.slice(at + 1, end))
    if (isNaming) {
      name = words
      isNaming = false
      if (around.length === 1 && said.length > 0) said.push('')
    } else if (!NAMES.has(name)) said.push(words)
    at = end
  }
  return said.join('\n')
}

/** A string's words; an escape that is not whole yet is left for the next piece. */
function unescaped(text: string): string {
  for (const whole of [text, text.replace(/\\(?:u[\da-f]{0,3})?$/i, '')]) {
    try {
      return JSON.parse(`"${whole.replace(/\n/g, '\\n')}"`) as string
    } catch {
      // the shorter one, then
    }
  }
  return text
}
