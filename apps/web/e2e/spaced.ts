/** A text as a pattern in which dashes may stand with or without spaces: browsers' languages differ there. */
export const spaced = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s*–\s*/g, "\\s*–\\s*"))
