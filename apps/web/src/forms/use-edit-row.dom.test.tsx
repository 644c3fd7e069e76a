import { MantineProvider, TextInput } from "@mantine/core"
import { Notifications, notifications } from "@mantine/notifications"
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime"
import { afterEach, expect, test, vi } from "vitest"
import { ConfirmProvider } from "../feedback/confirm"
import { FormDialog } from "./form-dialog"
import { useEditRow } from "./use-edit-row"

const row = { id: "a", version: 3, name: "Adler", city: "Bonn" }

type Call = { id: string; version: number; changes: object }

function Edit({ update, close }: { update: (call: Call) => Promise<typeof row>; close: () => void }) {
  const editing = useEditRow({
    row,
    valuesOf: ({ name, city }: typeof row) => ({ name, city }),
    forApi: (changes) => changes,
    update,
    nameOf: ({ name }) => name,
    close,
  })
  return (
    <FormDialog title="Edit" editing={editing} action="Save" close={close}>
      <TextInput label="Name" {...editing.field("name")} />
      <TextInput label="City" {...editing.field("city")} />
    </FormDialog>
  )
}

/** The dialog, what it has sent, and whether it was closed. */
function open() {
  const sent: Call[] = []
  const close = vi.fn()
  const update = (call: Call) => {
    sent.push(call)
    return Promise.resolve({ ...row, version: call.version + 1 })
  }
  render(
    <AppRouterContext value={{ push: vi.fn() } as never /* as much of it as forms use */}>
      <MantineProvider env="test">
        <ConfirmProvider>
          <Edit update={update} close={close} />
        </ConfirmProvider>
        <Notifications />
      </MantineProvider>
    </AppRouterContext>,
  )
  return { sent, close }
}

afterEach(() => {
  notifications.clean()
  cleanup()
})

test("only what was changed is sent, and undo sends what it was on the version that was saved", async () => {
  const { sent, close } = open()
  fireEvent.change(screen.getByLabelText("City"), { target: { value: "Köln" } })
  fireEvent.click(screen.getByRole("button", { name: "Save" }))
  await waitFor(() => expect(close).toHaveBeenCalledOnce())
  expect(sent).toEqual([{ id: "a", version: 3, changes: { city: "Köln" } }])
  expect(await screen.findByText("Adler")).toBeDefined()
  fireEvent.click(screen.getByRole("button", { name: "Undo" }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual({ id: "a", version: 4, changes: { city: "Bonn" } })
})

test("a save without changes closes the form, and sends and says nothing", async () => {
  const { sent, close } = open()
  fireEvent.click(screen.getByRole("button", { name: "Save" }))
  await waitFor(() => expect(close).toHaveBeenCalledOnce())
  expect(sent).toEqual([])
  expect(screen.queryByText(/saved/)).toBeNull()
})

test("Cancel asks before it throws changes away", async () => {
  const { close } = open()
  fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Adler & Söhne" } })
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }))
  expect(await screen.findByText("Discard changes?")).toBeDefined()
  expect(close).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole("button", { name: "Discard changes" }))
  await waitFor(() => expect(close).toHaveBeenCalledOnce())
})
