import type { Client, Contact } from "@alphas/domain/clients/dto"
import type { ErrorShape } from "@alphas/domain/errors"
import type { Me } from "@alphas/domain/users/dto"
import { MantineProvider } from "@mantine/core"
import { Notifications, notifications } from "@mantine/notifications"
import { useQueryClient } from "@tanstack/react-query"
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { delay, HttpResponse, http } from "msw"
import { setupServer } from "msw/node"
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime"
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime"
import { Component, type ReactNode } from "react"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { DataProvider } from "../data/data-provider"
import { MeProvider } from "../data/me"
import { ClientPage, type OnClientPage } from "../features/clients/client-page"
import { ContactDialog } from "../features/clients/contact-dialog"
import { ConfirmProvider } from "../feedback/confirm"
import { ReaderProvider } from "../format/reader"
import { FrameContext } from "../shell/frame"
import ErrorBoundary from "./error"

const id = "0197a000-0000-7000-8000-000000000001"
const at = "2026-11-02T09:00:00.000Z"

const contact: Contact = {
  ...{ id, clientId: id, name: "Mara Lind", email: "mara@adler.example", phone: null, jobTitle: null },
  ...{ isPrimary: true, notes: null, createdAt: at, updatedAt: at, version: 3 },
}
const client: Client = {
  ...{ id, name: "Adler", status: "active", industry: null, website: null, domain: null, email: null },
  ...{ phone: null, city: null, country: null, currency: "EUR", tags: [], owner: null, primaryContact: null },
  ...{ archivedAt: null, createdAt: at, updatedAt: at, version: 2, street: null, postalCode: null },
  ...{ region: null, vatId: null, notes: null, members: [], contacts: [contact], mergedIntoId: null },
}
const me: Me = {
  ...{ id, name: "Finn Ode", email: "finn@agency.example", role: "finance", clientId: null, jobTitle: null },
  ...{ locale: "en-GB", timeZone: "Europe/Berlin", secondFactor: false, version: 1, permissions: [] },
  agency: { agencyName: "Agency", timeZone: "Europe/Berlin", currency: "EUR" },
}

/** What the server answers a procedure with: data, a refusal in the shape of the API, or a whole response. */
type Answer = (input: unknown) => unknown
const answers = new Map<string, Answer>()
/** The idempotency keys that mutations came with. */
const keys: (string | null)[] = []

class Refused {
  constructor(
    readonly status: number,
    readonly message: string,
    readonly shape: Partial<ErrorShape>,
  ) {}
}
const refuse =
  (status: number, message: string, shape: Partial<ErrorShape>): Answer =>
  () =>
    new Refused(status, message, shape)
const foreign =
  (status: number): Answer =>
  () =>
    HttpResponse.text("<html>nginx</html>", { status })
/** The answers one after the other; the last one stays. */
const inTurn = (...each: Answer[]): Answer => {
  let turn = 0
  return (input) => each[Math.min(turn++, each.length - 1)]?.(input)
}

async function answerOf(path: string, input: unknown) {
  const found = await (answers.get(path) ?? (() => null))(input)
  if (!(found instanceof Refused)) return { status: 200, body: { result: { data: found } }, found }
  const { status, message, shape } = found
  const data = { code: "X", httpStatus: status, fields: {}, requestId: "req-1", ...shape }
  return { status, body: { error: { code: -32000, message, data } }, found }
}

const server = setupServer(
  http.get("*/api/trpc/:paths", async ({ params, request }) => {
    const input = JSON.parse(new URL(request.url).searchParams.get("input") ?? "{}")
    const paths = String(params.paths).split(",")
    const all = await Promise.all(paths.map((path, index) => answerOf(path, input[index])))
    const whole = all.find(({ found }) => found instanceof Response)?.found
    if (whole instanceof Response) return whole
    const statuses = new Set(all.map(({ status }) => status))
    const status = statuses.size === 1 ? all[0]?.status : 207
    return HttpResponse.json(
      all.map(({ body }) => body),
      { status: status ?? 200 },
    )
  }),
  http.post("*/api/trpc/:path", async ({ params, request }) => {
    keys.push(request.headers.get("idempotency-key"))
    const { status, body, found } = await answerOf(String(params.path), await request.json())
    return found instanceof Response ? found : HttpResponse.json(body, { status })
  }),
)

const router = {
  ...{ push: vi.fn(), replace: vi.fn(), refresh: vi.fn(), prefetch: vi.fn(), back: vi.fn() },
  forward: vi.fn(),
}
const frame = { tools: null, openPalette: () => undefined, openKeys: () => undefined }

/** What Next does with a page that throws while it is drawn. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null }
  static getDerivedStateFromError = (error: unknown) => ({ error })
  override render() {
    const { error } = this.state
    return error === null ? (
      this.props.children
    ) : (
      <ErrorBoundary error={error} retry={() => this.setState({ error: null })} />
    )
  }
}

function open(page: ReactNode) {
  return render(
    <AppRouterContext value={router as never /* as much of it as pages use */}>
      <PathnameContext value={`/clients/${id}`}>
        <SearchParamsContext value={new URLSearchParams()}>
          <MantineProvider env="test">
            <DataProvider socketUrl="ws://localhost:1/">
              <ConfirmProvider>
                <ReaderProvider
                  locale="en-GB"
                  timeZone="Europe/Berlin"
                  agencyZone="Europe/Berlin"
                  now={Date.parse(at)}
                >
                  <MeProvider initial={me}>
                    <FrameContext value={frame}>
                      <Change />
                      <Boundary>{page}</Boundary>
                    </FrameContext>
                  </MeProvider>
                </ReaderProvider>
              </ConfirmProvider>
            </DataProvider>
            <Notifications />
          </MantineProvider>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>,
  )
}

/** As the change feed does. */
function Change() {
  const queries = useQueryClient()
  return (
    <button type="button" onClick={() => void queries.invalidateQueries()}>
      Something changed
    </button>
  )
}

const nothing: OnClientPage = {
  ...{ campaigns: () => false, money: () => false, history: () => false },
  latest: () => null,
}
const openClient = () => open(<ClientPage id={id} also={nothing} />)

/** Opens the form of a contact and saves another job title. */
function saveContact() {
  const close = vi.fn()
  open(<ContactDialog clientId={id} contact={contact} close={close} />)
  fireEvent.change(screen.getByLabelText("Job title"), { target: { value: "Head of media" } })
  fireEvent.click(screen.getByRole("button", { name: "Save" }))
  return close
}

beforeAll(() => server.listen({ onUnhandledRequest: "error" }))
beforeEach(() => {
  answers.set("session.me", () => me)
  answers.set("clients.get", () => client)
  // The waits between two tries are as short as they can be; what is drawn by lot for ids still differs.
  let drawn = 0
  vi.spyOn(Math, "random").mockImplementation(() => {
    drawn += 1e-6
    return drawn
  })
})
afterEach(() => {
  notifications.clean()
  cleanup()
  answers.clear()
  keys.length = 0
  vi.restoreAllMocks()
})
afterAll(() => server.close())

test("401: the page gives way to sign-in, and comes back afterwards", async () => {
  const replace = vi.spyOn(window.location, "replace").mockImplementation(() => undefined)
  window.history.replaceState(null, "", `/clients/${id}?tab=contacts`)
  answers.set("clients.get", refuse(401, "Sign in first.", { reason: "unauthenticated" }))
  openClient()
  await waitFor(() =>
    expect(replace).toHaveBeenCalledWith(
      `/sign-in?next=${encodeURIComponent(`/clients/${id}?tab=contacts`)}`,
    ),
  )
})

test("403: what was shown is taken off the page when access ends", async () => {
  answers.set(
    "clients.get",
    inTurn(() => client, refuse(403, "No access.", { reason: "forbidden" })),
  )
  openClient()
  expect(await screen.findByText("Mara Lind")).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Something changed" }))
  expect(await screen.findByRole("heading", { name: "Client not found" })).toBeDefined()
  expect(screen.queryByText("Mara Lind")).toBeNull()
})

test("409: both versions are shown, and the picked ones are saved on top of the other", async () => {
  const theirs = { ...contact, jobTitle: "Buyer", phone: "+49 30 1", version: 7 }
  const sent: unknown[] = []
  answers.set(
    "clients.contacts.update",
    inTurn(
      refuse(409, "Somebody else changed it.", { reason: "stale_version", current: theirs }),
      (input) => {
        sent.push(input)
        return { id, version: 8 }
      },
    ),
  )
  const close = saveContact()
  expect(await screen.findByText("Someone else changed this while you were editing")).toBeDefined()
  expect(screen.getByText("Buyer")).toBeDefined()
  expect(screen.getByText("Head of media")).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Save choices" }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([{ id, version: 7, changes: { jobTitle: "Head of media" } }])
})

test("413 of the server and of a proxy: the form says that it is too large, and keeps what was typed", async () => {
  answers.set(
    "clients.contacts.update",
    inTurn(refuse(413, "This is larger than 1 MB. Send less at once.", { reason: "limit" }), foreign(413)),
  )
  const close = saveContact()
  expect((await screen.findByRole("alert")).textContent).toBe("This is larger than 1 MB. Send less at once.")
  fireEvent.click(screen.getByRole("button", { name: "Save" }))
  expect(await screen.findByText("This is too large to send. Make it smaller and try again.")).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>("Job title").value).toBe("Head of media")
  expect(close).not.toHaveBeenCalled()
})

test("429: the form says how long to wait, and does not try by itself", async () => {
  answers.set(
    "clients.contacts.update",
    refuse(429, "Too many requests. Try again in 12 seconds.", { reason: "rate_limit", retryAfter: 12 }),
  )
  saveContact()
  expect((await screen.findByRole("alert")).textContent).toBe("Too many requests. Try again in 12 seconds.")
  expect(keys).toHaveLength(1)
})

test("503: the page says so with the id of the request, and tries again when it is asked to", async () => {
  const away = refuse(503, "The database is not available. Try again in a moment.", {
    reason: "unavailable",
  })
  answers.set("clients.get", away)
  openClient()
  expect(await screen.findByText("Could not load this", {}, { timeout: 5_000 })).toBeDefined()
  expect(screen.getByText("req-1")).toBeDefined()
  answers.set("clients.get", () => client)
  fireEvent.click(screen.getByRole("button", { name: "Try again" }))
  expect(await screen.findByText("Mara Lind")).toBeDefined()
})

test("a slow answer: the shape of the page stands there until it comes", async () => {
  answers.set("clients.get", async () => {
    await delay(150)
    return client
  })
  const { container } = openClient()
  expect(container.querySelector('[aria-busy="true"]')).not.toBeNull()
  expect(await screen.findByText("Mara Lind")).toBeDefined()
  expect(container.querySelector('[aria-busy="true"]')).toBeNull()
})

test("a cut answer: it is asked for again, and a save is sent again as the same one", async () => {
  answers.set(
    "clients.get",
    inTurn(
      () => new HttpResponse('[{"result":{"data":{"id"', { headers: { "content-type": "application/json" } }),
      () => client,
    ),
  )
  openClient()
  expect(await screen.findByText("Mara Lind")).toBeDefined()
  cleanup()
  answers.set(
    "clients.contacts.update",
    inTurn(
      () => HttpResponse.error(),
      () => ({ id, version: 4 }),
    ),
  )
  const close = saveContact()
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys[1]).toBe(keys[0])
})

test("a server of another version: a page that cannot draw its answer says so, and one that it does not know as well", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined)
  // A version before clients had contacts.
  const { contacts: _, ...older } = client
  answers.set("clients.get", () => older)
  openClient()
  expect(await screen.findByText("Something went wrong on this page")).toBeDefined()
  answers.set("clients.get", () => client)
  cleanup()
  answers.set(
    "clients.get",
    refuse(404, "This procedure does not exist. Check its name.", { reason: "no_procedure" }),
  )
  openClient()
  expect(await screen.findByText("This page is out of date. Reload it and try again.")).toBeDefined()
})
