import * as z from "zod"

const port = z.coerce.number().int().min(0).max(65535)
const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  })
const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1")

/** Every variable that a process of Alphas reads, with its default. `.env.example` names the same ones. */
const variables = {
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: url(["postgres:", "postgresql:"]),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  SMTP_URL: url(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z.string().min(3).default("Alphas <alphas@localhost>"),
  /** Where people open the pages; the only origin whose requests with a cookie are taken. */
  WEB_URL: url(["http:", "https:"]).default("http://localhost:3000"),
  /** Where browsers open the socket. */
  WS_URL: url(["ws:", "wss:"]).default("ws://localhost:3001"),
  WEB_PORT: port.default(3000),
  WS_PORT: port.default(3001),
  /** The address that the servers listen on; keep the loopback unless a proxy stands in front. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Signs device cookies and encrypts second-factor secrets. At least 32 characters; keep it secret and keep it. */
  ALPHAS_SECRET: z.string().min(32, "must have at least 32 characters"),
  /** How many proxies in front set X-Forwarded-For; 0 means the header is ignored. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** The folder of uploaded files, the same for every process: a path from the root, or from where the process starts. */
  FILES_DIR: z.string().min(1).default(".alphas/files"),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  UPSTASH_REDIS_REST_URL: url(["https:", "http:"]).optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** Secure cookies even when WEB_URL is not https (it is always on where WEB_URL is https). */
  SECURE_COOKIES: flag.default(false),
}

const isLoopback = (hostname: string) => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

export const Environment = z.object(variables).refine(
  ({ NODE_ENV, WEB_URL }) => {
    const { protocol, hostname } = new URL(WEB_URL)
    return NODE_ENV !== "production" || protocol === "https:" || isLoopback(hostname)
  },
  {
    path: ["WEB_URL"],
    message:
      "must use https in production, because passwords and cookies are sent to it; http is allowed for this machine only",
  },
)
export type Environment = z.output<typeof Environment>

/** The environment was wrong; the message names every variable with what is wrong about it. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError"
}

/**
 * The parsed environment; call it once a process. An empty variable counts as absent.
 * @throws EnvironmentError with one sentence a variable.
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  )
  const parsed = Environment.safeParse(given)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".")
    return name in given
      ? `${name} is wrong: ${issue.message}.`
      : `${name} is missing. See .env.example for what it is for.`
  })
  throw new EnvironmentError(
    `The environment is incomplete:\n${sentences.map((sentence) => `  - ${sentence}`).join("\n")}`,
  )
}
