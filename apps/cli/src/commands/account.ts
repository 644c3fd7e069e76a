import { hostname } from "node:os"
import { type Alphas, AlphasError } from "@alphas/client"
import { roleLabels } from "@alphas/domain/permissions"
import type { Command } from "commander"
import {
  configurationPath,
  readConfiguration,
  removeConfiguration,
  writeConfiguration,
} from "../configuration"
import { connect, type GlobalOptions, open, targetOf } from "../connection"
import { fetchWithCookies } from "../cookies"
import { note, print, say } from "../output"
import { details } from "../table"
import { ask, readStdin } from "../terminal"
import { whole } from "./options"

interface LoginOptions {
  email?: string
  passwordStdin?: boolean
  code?: string
  token?: string
  name?: string
  readOnly?: boolean
  managePeople?: boolean
  days: number
}

export function addAccountCommands(alphas: Command): void {
  alphas
    .command("login")
    .description("Sign in and store an API token on this machine.")
    .option("--email <address>", "email address; prompts for it if left out")
    .option("--password-stdin", "read the password from standard input instead of prompting")
    .option("--code <digits>", "two-factor code or recovery code; prompts for it when needed")
    .option("--token <token>", "use this API token instead of creating one")
    .option(
      "--name <name>",
      "name of the token in your profile",
      `Command line on ${hostname()}`.slice(0, 80),
    )
    .option("--read-only", "create a read-only token")
    .option("--manage-people", "create a token that can also invite people and change their roles")
    .option("--days <number>", "days until the token expires", whole(1, 366), 90)
    .addHelpText(
      "after",
      `
The token is stored in ${configurationPath()}; only you can read this file.

Examples:
  $ alphas login --url https://alphas.example
  $ pass alphas | alphas login --email ada@agency.example --password-stdin`,
    )
    .action(login)
  alphas.command("logout").description("Sign out and revoke the token of this machine.").action(logout)
  alphas.command("whoami").description("Show who is signed in, and where.").action(whoami)
}

async function login(options: LoginOptions, command: Command): Promise<void> {
  const given = command.optsWithGlobals<GlobalOptions>()
  const { url } = await targetOf(given)
  const path = configurationPath()
  const where = { url, ...(given.wsUrl ? { wsUrl: given.wsUrl } : {}) }
  if (options.token !== undefined) {
    const { token } = options
    const me = await open({ ...where, wsUrl: given.wsUrl, token }).account.me.query()
    await writeConfiguration(path, { ...where, token })
    return greet(me, url)
  }
  const alphas = open({ ...where, wsUrl: given.wsUrl, token: undefined }, fetchWithCookies())
  if (url.startsWith("http://") && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]?/.test(url)) {
    note("Warning: the connection is not encrypted (http). Your password is sent in clear text.")
  }
  const person = await signIn(alphas, options)
  try {
    const scope = options.readOnly ? "read" : options.managePeople ? "manage_people" : "read_write"
    const name = options.name ?? ""
    const { token, secret } = await alphas.account.createToken.mutate({ name, scope, days: options.days })
    await revokeEarlier(alphas, path, url)
    await writeConfiguration(path, { ...where, token: secret, tokenId: token.id })
  } finally {
    await alphas.session.signOut.mutate()
  }
  greet(person, url)
}

const greet = ({ name, email }: { name: string; email: string }, url: string) =>
  say(`Signed in as ${name} <${email}> at ${url}.`)

async function signIn(alphas: Alphas, options: LoginOptions): Promise<{ name: string; email: string }> {
  const email = options.email ?? (await ask("Email: ", { instead: "Add --email, or sign in at a terminal." }))
  const password = options.passwordStdin
    ? (await readStdin()).replace(/\r?\n$/, "")
    : await ask("Password: ", {
        hidden: true,
        instead: "Pipe the password in with --password-stdin, or sign in at a terminal.",
      })
  const given = { email, password }
  try {
    return await alphas.session.signIn.mutate(
      options.code === undefined ? given : { ...given, code: options.code },
    )
  } catch (error) {
    if (!(error instanceof AlphasError && error.reason === "second_factor_required")) throw error
    const code = await ask("Code from your authenticator app: ", {
      instead: `${error.message} Add it with --code.`,
    })
    return alphas.session.signIn.mutate({ ...given, code })
  }
}

/** Signing in again leaves one token, not two. */
async function revokeEarlier(alphas: Alphas, path: string, url: string): Promise<void> {
  const earlier = await readConfiguration(path).catch(() => null) // a damaged file is written anew
  if (earlier?.tokenId === undefined || earlier.url !== url) return
  await revoke(alphas, earlier.tokenId)
}

/** Whether the token was still good. */
async function revoke(alphas: Alphas, id: string): Promise<boolean> {
  try {
    await alphas.account.revokeToken.mutate({ id })
    return true
  } catch (error) {
    // It has expired, was revoked on the page, or belongs to somebody else who used this machine.
    if (error instanceof AlphasError && ["unauthenticated", "not_found"].includes(error.reason)) return false
    throw error
  }
}

async function logout(): Promise<void> {
  const path = configurationPath()
  const stored = await readConfiguration(path)
  if (stored === null) return say("You are not signed in.")
  const { url, wsUrl, token, tokenId } = stored
  if (tokenId === undefined) {
    await removeConfiguration(path)
    return say("Signed out. The token was not created here and still works. Revoke it in your profile.")
  }
  try {
    const good = await revoke(open({ url, wsUrl, token }), tokenId)
    await removeConfiguration(path)
    say(good ? "Signed out. Token revoked." : "Signed out. The token had already expired or been revoked.")
  } catch (error) {
    if (!(error instanceof AlphasError && error.reason === "read_only_token")) throw error
    await removeConfiguration(path)
    say("Signed out. A read-only token cannot revoke itself. Revoke it in your profile.")
  }
}

async function whoami(_options: object, command: Command): Promise<void> {
  const { url } = await targetOf(command.optsWithGlobals<GlobalOptions>())
  const me = await (await connect(command)).account.me.query()
  print(command, me, {
    ids: ({ id }) => [id],
    human: ({ name, email, role, agency }) =>
      details([
        ["Name", name],
        ["Email", email],
        ["Role", roleLabels[role]],
        ["Agency", agency.agencyName],
        ["At", url],
      ]),
  })
}
