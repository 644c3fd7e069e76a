import type { Role } from "@alphas/domain/permissions"

interface SignIn {
  role: Role
  email: string
  password: string
}

interface Mail {
  to: string[]
  subject: string
  text: string
}

function variable(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(
      `${name} is not set. Run the browser tests with npm test, which starts the product for them.`,
    )
  return value
}

/** The running product that the tests look at. */
export const product = {
  get url() {
    return variable("ALPHAS_E2E_URL")
  },
  get wsUrl() {
    return variable("ALPHAS_E2E_WS_URL")
  },
  get outbox() {
    return variable("ALPHAS_E2E_OUTBOX")
  },
  /** Another one, without data. */
  get emptyUrl() {
    return variable("ALPHAS_E2E_EMPTY_URL")
  },
  get setUpCode() {
    return variable("ALPHAS_E2E_SET_UP_CODE")
  },
  get signIns() {
    // Written by scripts/test-browser.ts.
    return JSON.parse(variable("ALPHAS_E2E_SIGN_INS")) as SignIn[]
  },
}

/** The demo's sign-in of a role. */
export function signInOf(role: Role) {
  const found = product.signIns.find((each) => each.role === role)
  if (!found) throw new Error(`The demo has no sign-in for ${role}.`)
  return found
}

/** The newest mail to an address; null while there is none. */
export async function newestMail(to: string): Promise<Mail | null> {
  const answer = await fetch(new URL("/messages", product.outbox))
  // What the outbox of packages/local answers.
  const mails = (await answer.json()) as Mail[]
  return mails.find((mail) => mail.to.includes(to)) ?? null
}
