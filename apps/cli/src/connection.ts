import { type Alphas, createAlphas } from "@alphas/client"
import type { Command } from "commander"
import { configurationPath, readConfiguration } from "./configuration"
import { notSignedIn, usage } from "./failure"

/** Where a fresh `npm run dev` answers scripts. */
export const defaultUrl = "http://localhost:3001"

export interface GlobalOptions {
  url?: string
  wsUrl?: string
  json?: boolean
  quiet?: boolean
}

/** Which Alphas to talk to, and as whom. */
export interface Target {
  url: string
  wsUrl: string | undefined
  token: string | undefined
}

const filled = (text: string | undefined) => (text === undefined || text === "" ? undefined : text)

/**
 * An option wins over the environment, which wins over what `alphas login` stored. The stored token goes to the
 * address that it was made for and to no other.
 */
export async function targetOf(options: GlobalOptions, environment = process.env): Promise<Target> {
  const token = filled(environment.ALPHAS_TOKEN)
  const named = filled(options.url) ?? filled(environment.ALPHAS_URL)
  const wsUrl = filled(options.wsUrl) ?? filled(environment.ALPHAS_WS_URL)
  const stored =
    token !== undefined && named !== undefined
      ? null
      : await readConfiguration(configurationPath(environment))
  const url = named ?? stored?.url ?? defaultUrl
  const same = stored !== null && sameAddress(stored.url, url)
  return {
    url,
    wsUrl: wsUrl ?? (same ? stored.wsUrl : undefined),
    token: token ?? (same ? stored.token : undefined),
  }
}

const sameAddress = (one: string, other: string) =>
  one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)

/** A client of that Alphas. @throws Failure when the address is none. */
export function open(target: Target, fetching?: typeof fetch): Alphas {
  try {
    return createAlphas({ ...target, fetch: fetching })
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

/** A client for somebody who has signed in. @throws Failure when nobody has. */
export async function connect(command: Command): Promise<Alphas> {
  const target = await targetOf(command.optsWithGlobals<GlobalOptions>())
  if (target.token === undefined) throw notSignedIn()
  return open(target)
}
