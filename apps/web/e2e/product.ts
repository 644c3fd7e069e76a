import type { Role } from "@alphas/domain/permissions"

interface SignIn {
  role: Role
  email: string
  password: string
}

interface Email {
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

interface Product {
  url: string
  wsUrl: string
  outbox: string
  database: string
  signIns: SignIn[]
}

/** The one that this worker has to itself. */
function mine(): Product {
  // Written by scripts/test-browser.ts; Playwright numbers the workers.
  const all = JSON.parse(variable("ALPHAS_E2E_PRODUCTS")) as Product[]
  const found = all[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
  if (found === undefined) throw new Error("There are more workers than products.")
  return found
}

/** The running product that the tests look at. */
export const product = {
  get url() {
    return mine().url
  },
  get wsUrl() {
    return mine().wsUrl
  },
  get outbox() {
    return mine().outbox
  },
  /** Where its data is. */
  get database() {
    return mine().database
  },
  /** Another one, without data. */
  get emptyUrl() {
    return variable("ALPHAS_E2E_EMPTY_URL")
  },
  get setUpCode() {
    return variable("ALPHAS_E2E_SET_UP_CODE")
  },
  get signIns() {
    return mine().signIns
  },
}

/** The demo's sign-in of a role. */
export function signInOf(role: Role) {
  const found = product.signIns.find((each) => each.role === role)
  if (!found) throw new Error(`The demo has no sign-in for ${role}.`)
  return found
}

/** The newest email to an address; null while there is none. */
export async function newestMail(to: string): Promise<Email | null> {
  const answer = await fetch(`${product.outbox}/messages`)
  // What the outbox of packages/local answers.
  const emails = (await answer.json()) as Email[]
  return emails.find((email) => email.to.includes(to)) ?? null
}
