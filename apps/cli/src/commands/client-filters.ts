import type { Alphas, Procedures } from "@alphas/client"
import { clientStatuses } from "@alphas/domain/clients/words"
import { type Command, Option } from "commander"
import { findPerson } from "../find"
import { listOption } from "./options"

type Input = Procedures["clients"]["list"]["input"]

export interface FilterOptions {
  text?: string
  status?: NonNullable<Input["status"]>
  owner?: string[]
  industry?: string[]
  tag?: string[]
  archived?: NonNullable<Input["archived"]>
}

/** The options that say which clients. */
export const addFilters = (command: Command): Command =>
  command
    .option("--text <text>", "search in names, addresses and contacts")
    .addOption(listOption("--status <words>", "show only these", clientStatuses))
    .addOption(listOption("--owner <people>", "only of these people: names or ids, `me`, or `none`"))
    .addOption(listOption("--industry <names>", "show only these"))
    .addOption(listOption("--tag <tags>", "only clients with all of these tags"))
    .addOption(new Option("--archived <which>", "archived clients").choices(["no", "only", "also"]))

/** The filters as the API takes them. */
export async function filtersOf(alphas: Alphas, options: FilterOptions) {
  const owners = options.owner?.map((each) => (each === "none" ? null : findPerson(alphas, each)))
  return {
    text: options.text,
    status: options.status,
    ownerId: owners && (await Promise.all(owners)),
    industry: options.industry,
    tags: options.tag,
    archived: options.archived,
  }
}
