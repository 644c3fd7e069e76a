import { MantineProvider } from "@mantine/core"
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { afterEach, expect, test, vi } from "vitest"
import { CampaignSelect } from "./campaign-choice"

interface Asked {
  text?: string
  status?: string[]
  clientId?: string[]
}
const campaign = (id: string, name: string, clientId: string, client: string, status: string) => ({
  ...{ id, name, status },
  client: { id: clientId, name: client },
})
const campaigns = [
  campaign("1", "Autumn", "a", "Adler", "completed"),
  campaign("2", "Spring", "a", "Adler", "active"),
  campaign("3", "Adler reloaded", "b", "Bär", "planning"),
]
const clients = [
  { id: "a", name: "Adler" },
  { id: "b", name: "Bär" },
]

// The pages' own client asks a server; here is what that would answer.
vi.mock("../../data/me", () => ({ useMe: () => ({ id: "me" }), usePermission: () => true }))
vi.mock("../../data/trpc", () => {
  const holds = (name: string, text = "") => name.toLowerCase().includes(text.toLowerCase())
  const answer = (items: unknown, enabled = true) => ({
    data: enabled ? { items } : undefined,
    isFetching: false,
  })
  const list = ({ text, status, clientId }: Asked, { enabled }: { enabled?: boolean } = {}) =>
    answer(
      campaigns.filter(
        (each) =>
          holds(each.name, text) &&
          (status?.includes(each.status) ?? true) &&
          (clientId?.includes(each.client.id) ?? true),
      ),
      enabled,
    )
  const found = ({ text }: Asked, { enabled }: { enabled?: boolean } = {}) =>
    answer(
      clients.filter(({ name }) => holds(name, text)),
      enabled,
    )
  return {
    trpc: {
      campaigns: { list: { useQuery: list }, get: { useQuery: () => ({ data: undefined }) } },
      clients: { list: { useQuery: found } },
    },
  }
})

afterEach(cleanup)

const offered = () => screen.queryAllByRole("option", { hidden: true }).map(({ textContent }) => textContent)

test("open campaigns are offered first, found by their client too, and completed ones last and by typing only", async () => {
  render(
    <MantineProvider env="test">
      <CampaignSelect label="Campaign" value={null} onChange={() => undefined} />
    </MantineProvider>,
  )
  const field = screen.getByRole("textbox", { name: "Campaign" })
  fireEvent.click(field)
  await waitFor(() => expect(offered()).toEqual(["Spring Adler", "Adler reloaded Bär"]))
  fireEvent.change(field, { target: { value: "adler" } })
  await waitFor(() => expect(offered()).toEqual(["Adler reloaded Bär", "Spring Adler"]))
  fireEvent.change(field, { target: { value: "autumn" } })
  await waitFor(() => expect(offered()).toEqual(["Autumn Adler · Completed"]))
})
