import type { ClientImport, ImportOutcome, ImportState } from "@alphas/domain/clients/import"
import type { Tone } from "../../shell/dot-word"

export const stateWords: Record<ImportState, [label: string, tone: Tone]> = {
  uploading: ["Upload incomplete", "over"],
  reading: ["Reading", "working"],
  mapping: ["Waiting for columns", "waiting"],
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
  const known = "like an existing client or an earlier row"
  switch (each.state) {
    case "uploading":
      return {
        title: "Upload incomplete",
        text: ["The upload was interrupted. Nothing was imported; upload the file again."],
      }
    case "reading":
      return { title: "Reading the file", text: [] }
    case "mapping":
      return {
        title: "Match the columns",
        text: [`${rows(each.rowsTotal)}. Columns you do not match are not imported.`],
      }
    case "checking":
      return { title: "Checking every row", text: ["Nothing is imported yet."] }
    case "ready":
      return {
        title:
          toCreate(each) === 0
            ? "Nothing to import"
            : `${clients(toCreate(each))} will be created from ${rows(each.rowsTotal)}`,
        text: [
          ...(alike > 0
            ? [
                each.duplicates === "create"
                  ? `${rows(alike)} ${likes} ${known} and will be created anyway.`
                  : `${rows(alike)} ${likes} ${known} and will be skipped.`,
              ]
            : []),
          ...left,
          "Nothing is imported yet.",
        ],
      }
    case "importing":
      return {
        title: `Creating ${clients(toCreate(each))}`,
        text: ["You can leave this page. The import continues."],
      }
    case "done":
      return {
        title: `${clients(each.rowsCreated)} ${each.rowsCreated === 1 ? "is" : "are"} imported`,
        text: [
          ...(alike > 0 && each.duplicates === "skip"
            ? [`${rows(alike)} ${likes} ${known} and ${alike === 1 ? "was" : "were"} skipped.`]
            : []),
          ...left,
        ],
      }
    case "undoing":
      return { title: "Undoing the import", text: [] }
    case "undone":
      return {
        title: "Import undone",
        text: [
          `${clients(each.rowsCreated - each.rowsKept)} ${each.rowsCreated - each.rowsKept === 1 ? "is" : "are"} deleted.`,
          ...(each.rowsKept > 0
            ? [
                `${clients(each.rowsKept)} ${each.rowsKept === 1 ? "is" : "are"} kept, because somebody has edited ${each.rowsKept === 1 ? "it" : "them"} since.`,
              ]
            : []),
        ],
      }
    case "failed":
      return {
        title: "Import failed",
        text:
          each.rowsCreated > 0
            ? [`${clients(each.rowsCreated)} had been created by then. Undo import to remove them.`]
            : ["Nothing was imported."],
      }
    case "cancelled":
      return { title: "Import cancelled", text: ["Nothing was imported."] }
  }
}
