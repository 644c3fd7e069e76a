import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"

export type Weight = "regular" | "bold"

/** Scripts that have a font of their own; `latin` has Greek, Cyrillic and every sign of a currency, too. */
export type Family = "latin" | "arabic" | "hebrew" | "han" | "hangul"

const files: Record<Family, { of: string } & Record<Weight, string>> = {
  latin: {
    of: "@embedpdf/fonts-latin",
    regular: "NotoSans-Regular.ttf",
    bold: "NotoSans-SemiBold.ttf",
  },
  arabic: {
    ...{ of: "@embedpdf/fonts-arabic", regular: "NotoNaskhArabic-Regular.ttf" },
    bold: "NotoNaskhArabic-Bold.ttf",
  },
  hebrew: {
    ...{ of: "@embedpdf/fonts-hebrew", regular: "NotoSansHebrew-Regular.ttf" },
    bold: "NotoSansHebrew-Bold.ttf",
  },
  han: {
    of: "@embedpdf/fonts-sc",
    regular: "NotoSansHans-Regular.otf",
    bold: "NotoSansHans-Bold.otf",
  },
  hangul: {
    of: "@embedpdf/fonts-kr",
    regular: "NotoSansKR-Regular.otf",
    bold: "NotoSansKR-Bold.otf",
  },
}

/**
 * Node's own search for a package, asked for in a way that bundlers do not follow: they would put a number in the place of
 * the path, and the fonts are files beside the package's code.
 */
const { resolve } = process.getBuiltinModule("node:module").createRequire(import.meta.url)

/** Those of every document stay in memory, 1.3 MB; the 8 MB of a script that one client in a thousand has do not. */
const kept = new Map<string, Buffer>()

/** The font of a script, read when its first letter is met. */
export function fontOf(family: Family, weight: Weight): Buffer {
  const { of, [weight]: file } = files[family]
  const known = kept.get(file)
  if (known !== undefined) return known
  const bytes = readFileSync(join(dirname(resolve(of)), "../fonts", file))
  if (family === "latin") kept.set(file, bytes)
  return bytes
}

const scripts: readonly [Family, RegExp][] = [
  ["arabic", /[\p{Script_Extensions=Arabic}]/u],
  ["hebrew", /[\p{Script=Hebrew}]/u],
  ["hangul", /[\p{Script=Hangul}]/u],
  [
    "han",
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u30FB\u30FC\uFF00-\uFFEF]/u,
  ],
]
/** Beyond what Latin letters, Greek and Cyrillic are made of. */
const foreign = /[\u0590-\u08FF\u1100-\u11FF\u2E80-\uFFEF\u{10000}-\u{10FFFF}]/u
/** What the font of the letter before draws, too. */
const inherits = /[\p{M}\s\u200C\u200D]/u

/** Whether a text needs but the one font that every document has. */
export const isPlain = (text: string): boolean => !foreign.test(text) && !/[\u2190-\u2BFF]/.test(text)

/** The family that draws a character, given the one that drew the character before it. */
export function familyOf(
  character: string,
  before: Family,
  hasGlyph: (character: string) => boolean,
): Family {
  if (inherits.test(character)) return before
  if (character < "\u0590") return "latin"
  for (const [family, letters] of scripts) if (letters.test(character)) return family
  // Arrows, stars and boxes: the font with the most signs has them.
  return hasGlyph(character) ? "latin" : "han"
}
