import { AlphasError } from "@alphas/client"
import type { Command } from "commander"
import { ask } from "../terminal"

/** Whether to do without being asked what seldom is meant. */
export interface ConfirmingOptions {
  yes?: boolean
}

export const addConfirming = (command: Command): Command =>
  command.option("--yes", "do it without asking, also where that seldom is meant")

/**
 * Does something that the server may ask about: a person at the terminal is asked, and it is done again as confirmed.
 * @throws AlphasError the server's question when nobody is there to be asked, or says no.
 */
export async function confirmed<Result>(
  { yes = false }: ConfirmingOptions,
  send: (confirm: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(yes)
  } catch (error) {
    if (!(error instanceof AlphasError) || error.reason !== "unconfirmed" || !process.stdin.isTTY) throw error
    const answer = await ask(`${error.message.replace(/ Confirm it .*/, "")} Go on? [y/N] `, {
      instead: error.message,
    })
    if (!/^y(es)?$/i.test(answer.trim())) throw error
  }
  return send(true)
}
