import type { DocumentLanguage } from "@alphas/domain/money/billing"
import type { DocumentWords } from "./words/document-words"
import { dutch } from "./words/dutch"
import { english } from "./words/english"
import { french } from "./words/french"
import { german } from "./words/german"
import { italian } from "./words/italian"
import { polish } from "./words/polish"
import { spanish } from "./words/spanish"

const words: Record<DocumentLanguage, DocumentWords> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  nl: dutch,
  pl: polish,
}

/** What stands on a document in a language. */
export const wordsIn = (language: DocumentLanguage): DocumentWords => words[language]
