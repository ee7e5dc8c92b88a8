// A responsive search ad is shown in ever other combinations. These are a few in a fixed order, each entry once in a place.
const SHOWN = { headlines: 3, descriptions: 2 }

const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other))

/** So many combinations before the first one comes again. */
export const combinations = (headlines: number, descriptions: number): number => {
  const [h, d] = [Math.max(headlines, 1), Math.max(descriptions, 1)]
  return (h / common(h, d)) * d
}

/** The entries of a combination, by their places in the lists. */
export function combination(number: number, headlines: number, descriptions: number) {
  const from = (count: number, shown: number) =>
    Array.from({ length: Math.min(count, shown) }, (_, at) => (number + at) % count)
  return {
    headlines: from(headlines, SHOWN.headlines),
    descriptions: from(descriptions, SHOWN.descriptions),
  }
}
