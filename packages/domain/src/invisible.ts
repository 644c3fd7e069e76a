/** Scripts in which a joiner changes how letters are drawn, and what emoji are put together of. */
const joined =
  "[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Nkoo}\\p{sc=Mong}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}\\p{sc=Mymr}\\p{sc=Khmr}\\p{sc=Tibt}]"
const joiner = "[\\u200c\\u200d\\u180e]"

/** What is drawn as nothing, but for joiners, variation selectors and the tags of a flag; and marks of annotations. */
const invisible =
  /(?!\p{Variation_Selector}|\u200c|\u200d|\u180e|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu
const strayTags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0020}-\u{e007f}]/gu
const strayJoiners = new RegExp(`(?<!${joined})${joiner}|${joiner}(?!${joined})`, "gu")

/**
 * A text without characters that nobody sees: zero-width ones (U+200B, U+FEFF, U+00AD), those that turn the direction of
 * what follows (U+200E, U+202A to U+202E, U+2066 to U+2069), fillers. By them two names look the same that are not, and
 * `invoice<U+202E>gpj.exe` looks like a picture.
 *
 * The joiners U+200C and U+200D stay between letters of scripts that need them, such as Persian and Hindi, and inside
 * emoji; everywhere else they are invisible, and go.
 */
export const withoutInvisible = (text: string): string =>
  text.replace(invisible, "").replace(strayTags, "").replace(strayJoiners, "")
