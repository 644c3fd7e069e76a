import { exportFields, importLabels } from "@alphas/domain/clients/csv"

/** Excel takes a file for UTF-8 only when it begins with this mark. */
const mark = "\uFEFF"

/** An empty file with the columns of our own export, all of which an import knows. */
export const importTemplate = (): string =>
  `${mark}${exportFields.map((field) => importLabels[field]).join(",")}\r\n`
