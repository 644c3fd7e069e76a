import type { LineValues } from "./draft-values"

/** What is done to the lines of a grid; `key` names the line. */
export type LineEdit =
  | { do: "change"; key: string; to: Partial<Omit<LineValues, "key">> }
  /** Below the line, or at the end. */
  | { do: "add"; key: string | null; line: LineValues }
  /** Puts a copy under another key below it. */
  | { do: "copy"; key: string; as: string }
  | { do: "move"; key: string; by: 1 | -1 }
  | { do: "remove"; key: string }
  /** Puts a removed line back where it was. */
  | { do: "restore"; line: LineValues; at: number }

/** The lines after an edit; the same array when there is nothing to do. */
export function editLines(lines: LineValues[], edit: LineEdit): LineValues[] {
  if (edit.do === "restore") return lines.toSpliced(edit.at, 0, edit.line)
  const at = lines.findIndex(({ key }) => key === edit.key)
  const line = lines[at]
  if (edit.do === "add") return lines.toSpliced(line === undefined ? lines.length : at + 1, 0, edit.line)
  if (line === undefined) return lines
  switch (edit.do) {
    case "change":
      return lines.with(at, { ...line, ...edit.to })
    case "copy":
      // What was made of an hour or expense bills it once: its copy is written by hand.
      return lines.toSpliced(at + 1, 0, { ...line, key: edit.as, source: null })
    case "remove":
      return lines.toSpliced(at, 1)
    case "move": {
      const to = at + edit.by
      return to < 0 || to >= lines.length ? lines : lines.toSpliced(at, 1).toSpliced(to, 0, line)
    }
  }
}
