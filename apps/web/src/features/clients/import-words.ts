import type { ClientImport, ImportOutcome, ImportState } from "@alphas/domain/clients/import"
import type { Tone } from "../../shell/dot-word"

export const stateWords: Record<ImportState, [label: string, tone: Tone]> = {
  uploading: ["Not uploaded completely", "over"],
  reading: ["Reading", "working"],
  mapping: ["Waits for its columns", "waiting"],
  checking: ["Checking", "working"],
  ready: ["Ready to import", "waiting"],
  importing: ["Importing", "working"],
  done: ["Imported", "good"],
  undoing: ["Undoing", "working"],
  undone: ["Undone", "over"],
  failed: ["Failed", "bad"],
  cancelled: ["Cancelled", "over"],
}

export const outcomeWords: Record<ImportOutcome, [label: string, tone: Tone]> = {
  new: ["New", "good"],
  duplicate: ["Duplicate", "waiting"],
  refused: ["Refused", "bad"],
  created: ["Created", "good"],
}

const count = (number: number, one: string, many: string, locale: string) =>
  `${number.toLocaleString(locale)} ${number === 1 ? one : many}`

/** How many clients this import would create. */
export const toCreate = ({ duplicates, rowsNew, rowsDuplicate }: ClientImport): number =>
  duplicates === "create" ? rowsNew + rowsDuplicate : rowsNew

/** How many rows of an import are clients that it created: those that are there, or once it is undone those that were kept. */
export const stillCreated = ({
  state,
  rowsCreated,
  rowsKept,
}: Pick<ClientImport, "state" | "rowsCreated" | "rowsKept">): number =>
  state === "undone" ? rowsKept : rowsCreated

/** Where an import stands, in a sentence, and what there is to know besides. */
export function sayImport(each: ClientImport, locale: string): { title: string; text: string[] } {
  const clients = (number: number) => count(number, "client", "clients", locale)
  const rows = (number: number) => count(number, "row", "rows", locale)
  const alike = each.rowsDuplicate
  const left = [
    each.rowsRefused > 0 && `${rows(each.rowsRefused)} ${each.rowsRefused === 1 ? "is" : "are"} refused.`,
  ].filter((sentence) => sentence !== false)
  const likes = alike === 1 ? "looks" : "look"
  const known = "like a client that is there already, or like an earlier row"
  switch (each.state) {
    case "uploading":
      return {
        title: "This file has not arrived completely",
        text: ["The upload was broken off. Nothing was written; upload the file again."],
      }
    case "reading":
      return { title: "Reading the file", text: [] }
    case "mapping":
      return {
        title: "What does each column hold?",
        text: [`${rows(each.rowsTotal)}. Columns that you leave out are not imported.`],
      }
    case "checking":
      return { title: "Looking at every row", text: ["Nothing is written yet."] }
    case "ready":
      return {
        title:
          toCreate(each) === 0
            ? "Nothing to import"
            : `${clients(toCreate(each))} would be created from ${rows(each.rowsTotal)}`,
        text: [
          ...(alike > 0
            ? [
                each.duplicates === "create"
                  ? `${rows(alike)} ${likes} ${known}, and would be created all the same.`
                  : `${rows(alike)} ${likes} ${known}, and would be left out.`,
              ]
            : []),
          ...left,
          "Nothing is written yet.",
        ],
      }
    case "importing":
      return { title: `Creating ${clients(toCreate(each))}`, text: ["You can leave this page; it goes on."] }
    case "done":
      return {
        title: `${clients(each.rowsCreated)} ${each.rowsCreated === 1 ? "is" : "are"} imported`,
        text: [
          ...(alike > 0 && each.duplicates === "skip"
            ? [`${rows(alike)} ${likes} ${known}, and ${alike === 1 ? "was" : "were"} left out.`]
            : []),
          ...left,
        ],
      }
    case "undoing":
      return { title: "Taking the import back", text: [] }
    case "undone":
      return {
        title: "The import is undone",
        text: [
          `${clients(each.rowsCreated - each.rowsKept)} ${each.rowsCreated - each.rowsKept === 1 ? "is" : "are"} removed again.`,
          ...(each.rowsKept > 0
            ? [
                `${clients(each.rowsKept)} ${each.rowsKept === 1 ? "is" : "are"} kept, because somebody has worked on ${each.rowsKept === 1 ? "it" : "them"} since.`,
              ]
            : []),
        ],
      }
    case "failed":
      return {
        title: "The import has stopped",
        text:
          each.rowsCreated > 0
            ? [`${clients(each.rowsCreated)} had been created by then. Undo the import to remove them.`]
            : ["Nothing was written."],
      }
    case "cancelled":
      return { title: "The import was cancelled", text: ["Nothing was written."] }
  }
}
