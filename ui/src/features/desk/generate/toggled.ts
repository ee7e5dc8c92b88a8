/** The list without the entry, or with it at the end. */
export const toggled = (list: string[], id: string) =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id]
