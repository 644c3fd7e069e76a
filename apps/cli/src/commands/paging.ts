import { type Command, Option } from "commander"
import type { GlobalOptions } from "../connection"
import { note, print, tableOf } from "../output"
import type { Column } from "../table"
import { whole } from "./options"

/** The options of a list that say which part of it, and in which order. */
export interface PagingOptions<Sort> {
  sort?: Sort
  desc?: boolean
  limit?: number
  cursor?: string
  all?: boolean
  count?: boolean
}

export const addPaging = (command: Command, what: string, sorts: readonly string[]): Command =>
  command
    .addOption(new Option("--sort <key>", "order").choices(sorts))
    .option("--desc", "reverse the order")
    .option("--limit <number>", `maximum number of ${what} (default: 25)`, whole(1, 200))
    .option("--cursor <cursor>", "continue after a page, with its `nextCursor`")
    .option("--all", "list everything, across all pages")
    .option("--count", "also count all matches")

interface Page<Row> {
  items: Row[]
  nextCursor: string | null
  total: number | string | null
}

/** The page that the options name, or with `--all` everything from there on as one. */
export async function readPage<Sort, Answer extends Page<unknown>>(
  options: PagingOptions<Sort>,
  ask: (paging: {
    sort: Sort | undefined
    direction: "desc" | undefined
    limit: number | undefined
    cursor: string | undefined
    count: boolean | undefined
  }) => Promise<Answer>,
): Promise<Answer> {
  const paging = {
    sort: options.sort,
    direction: options.desc ? ("desc" as const) : undefined,
    limit: options.limit ?? (options.all ? 200 : undefined),
    cursor: options.cursor,
    count: options.count,
  }
  const page = await ask(paging)
  while (options.all && page.nextCursor !== null) {
    const next = await ask({ ...paging, cursor: page.nextCursor, count: false })
    page.items.push(...next.items)
    page.nextCursor = next.nextCursor
  }
  return page
}

/** Prints a page as the options ask; how many there are and how to go on are said beside it. */
export function printPage<Row extends { id: string }>(
  command: Command,
  page: Page<Row>,
  columns: readonly Column<Row>[],
  empty: string,
): void {
  print(command, page, {
    ids: ({ items }) => items.map(({ id }) => id),
    human: ({ items }) => (items.length === 0 ? empty : tableOf(items, columns)),
  })
  const { json, quiet } = command.optsWithGlobals<GlobalOptions>()
  if (json || quiet) return
  if (page.total !== null) note(`${page.items.length} of ${page.total}`)
  if (page.nextCursor !== null && process.stderr.isTTY)
    note(`More results: add --all, or --cursor ${page.nextCursor}`)
}
