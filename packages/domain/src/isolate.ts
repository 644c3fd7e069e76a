const opening = "\u2068"
const closing = "\u2069"

/**
 * A name for a sentence, between U+2068 (first strong isolate) and U+2069 (pop directional isolate): the words around a
 * right-to-left name keep their order (Unicode Standard Annex 9). No stored text contains these characters.
 */
export const isolate = (name: string): string => opening + name + closing

/** A piece of a sentence, and whether it is a name that `isolate` marked. */
export interface Piece {
  text: string
  isolated: boolean
}

/** The pieces of a sentence in order, without the marks of `isolate`. A mark without its counterpart stays text. */
export function piecesOf(sentence: string): Piece[] {
  return sentence.split(/(\u2068[^\u2068\u2069]*\u2069)/u).flatMap((text) => {
    if (text === "") return []
    const isolated = text.startsWith(opening) && text.endsWith(closing)
    return [{ text: isolated ? text.slice(1, -1) : text, isolated }]
  })
}

/** A sentence for what is read aloud or cannot be laid out, such as an accessible name: the names without their marks. */
export const withoutMarks = (sentence: string): string =>
  piecesOf(sentence)
    .map(({ text }) => text)
    .join("")
