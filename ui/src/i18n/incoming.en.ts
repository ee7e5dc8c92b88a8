// What is hostile or specially protected in what comes in, in English. `incoming.zh-CN.ts` has the same keys.
export const incomingWords = {
  incoming: {
    title: 'Suspicious text',
    mark: 'Suspicious text in this product. Open it to see where.',
    summary_one: 'Suspicious text in {{count}} place ({{fields}}). It is explained there.',
    summary_other: 'Suspicious text in {{count}} places ({{fields}}). Each is explained there.',
    taken: 'Taken out here. Save to keep it so, or discard to have it back.',
    takeOut: 'Take out',
    takeOutOf: 'Take out: {{kind}}, {{field}}',
    more_one: 'and {{count}} more place',
    more_other: 'and {{count}} more places',
    means: 'A model gets it only as quoted data, and drafts of this product are flagged.',
    kind: {
      instruction: 'Instruction to a model',
      markup: 'Risky markup',
      invisible: 'Invisible characters',
      bidi: 'Reading direction turned',
      other: 'Suspicious text',
    },
    tag: 'Tag {{number}}',
    fact: 'Fact {{number}}',
    only: 'Only these',
    shownOf_one: '{{shown}} of {{count}} is among the rows shown. The result names them.',
    shownOf_other: '{{shown}} of {{count}} are among the rows shown. The result names them.',
    imported_one:
      '{{count}} product has suspicious text: instructions to a model, risky markup or hidden characters. It was imported as it came.',
    imported_other:
      '{{count}} products have suspicious text: instructions to a model, risky markup or hidden characters. They were imported as they came.',
    importedMeans:
      'A model gets it only as quoted data, and drafts of it are flagged. Open a product to take it out.',
    first: 'The first {{shown}}:',
  },
  special: {
    kind: {
      health: 'Health',
      religion: 'Religion or belief',
      sexuality: 'Sexuality',
      politics: 'Political opinion',
      trade_union: 'Trade union membership',
      ethnicity: 'Ethnic origin',
      pregnancy: 'Pregnancy',
      children: 'Children under 14',
      finance: 'Financial situation',
      location: 'Whereabouts',
      biometric: 'Biometric or genetic data',
    },
    mark: 'Can be inferred: {{kinds}}',
    from: 'It can be inferred from {{words}}.',
    what: 'Use it only with the explicit consent of those concerned. Otherwise take it out, or keep the profile on this machine.',
    stay: 'Keep this profile on this machine',
    stays:
      'The profile stays on this machine: nothing of it goes to a server. Using it still needs a legal ground, such as explicit consent.',
    remove: 'Remove “{{words}}”',
    takeOut: 'Take out “{{words}}”',
  },
}
