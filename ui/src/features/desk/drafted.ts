// A draft as Rust tells of one, for component tests: what a test is about is given, everything else is as plain as can be.
import type { DraftView } from '../../backend/bindings'

export const DRAFTED_AT = '2026-11-20T10:00:00Z'

export const pillow = {
  id: 'p',
  name: 'Pillow',
  sku: 'P-1',
  price: '9',
  currency: 'EUR',
  attributes: [],
  language: 'en',
}

interface Parts {
  product?: object
  draft?: object
  provenance?: object
  view?: object
}

/** A revision of the model, by its number. */
export const revisionOf = (number: number, text: string, fields: unknown = null) => ({
  id: `r${number}`,
  number,
  author: { kind: 'model' },
  text,
  fields,
  edit: null,
  restored_from: null,
  created_at: DRAFTED_AT,
  updated_at: DRAFTED_AT,
})

export function drafted(text: string, { product = pillow, draft, provenance, view }: Parts): DraftView {
  return {
    draft: {
      id: 'd',
      run: 'r',
      product: 'p',
      profile: null,
      brief: 'b',
      variant: 1,
      state: 'in_review',
      channel: '',
      text,
      fields: null,
      revision: 1,
      approval: null,
      stale: null,
      rejection: null,
      waivers: [],
      created_at: DRAFTED_AT,
      updated_at: DRAFTED_AT,
      provenance: {
        product,
        profile: null,
        brief: { name: 'Copy', built_in: null, copy_language: '' },
        payload: { messages: [], temperature: 0.5, seed: null, max_tokens: 100 },
        provider: 'Gateway',
        protocol: 'openai-chat',
        model: 'large',
        usage: null,
        duration_ms: 1000,
        finish: 'stop',
        request_id: null,
        voice: null,
        companions: [],
        reading: null,
        localised_from: null,
        examples: [],
        ...provenance,
      },
      ...draft,
    },
    revisions: [revisionOf(1, text)],
    product_now: product,
    channel: null,
    report: { lengths: [], findings: [], claims: [], bases: [] },
    changes: [],
    surprisal: null,
    ...view,
  } as unknown as DraftView
}
