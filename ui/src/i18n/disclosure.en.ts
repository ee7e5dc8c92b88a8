// What is said of AI's part in a copy, in English. `en.ts` takes it in.
export const disclosureWords = {
  disclosure: {
    title: 'AI label',
    asked_one: '“{{words}}” for {{number}} draft',
    asked_other: '“{{words}}” for {{number}} drafts',
    notAsked: 'No law and no platform asks for a visible label on these drafts.',
    where: 'Where the label goes',
    place: { column: 'In a column', text: 'In the text' },
    about: {
      column: 'The copy stays as it was approved, letter for letter.',
      text: 'On a line of its own in the main text, where it counts towards the limits. Channels without such a text keep it in the column.',
    },
    marks: 'Marked for machines: {{marks}}.',
    marking: { aigc: 'AIGC (GB 45438-2025)', digital_source_type: 'IPTC digital source type' },
    inProperties: 'In the properties of the workbook.',
    inColumn: 'A CSV has no place for them: the column “AI metadata” carries them.',
    inMessages: 'In the metadata of each line.',
    switches: 'On the platform itself',
    duties: 'AI disclosure',
    dutiesHint:
      'What laws and platforms ask to be said about AI in a copy, as of {{dated}}. Not legal advice. Exports keep to it.',
    platforms: 'Platforms, wherever you sell',
    label: {
      always: 'A visible label: “{{words}}”',
      unreviewed: 'A visible label, “{{words}}”, unless a person approved the copy',
      never: 'No visible label in the text',
    },
    since: 'since {{date}}',
    evidence: {
      primary: 'read in the original',
      secondary: 'read in a text about it',
      memory: 'not found in writing',
    },
    read: '{{title}}, read {{read}}',
    counts:
      'The AI label in the text counts towards these limits. Shorten the copy, or let the label go out in a column.',
  },
}

export const disclosureProblems = {
  disclosure_unreadable: '{{path}} cannot be read: {{detail}}. Correct it, or take it away.',
}
