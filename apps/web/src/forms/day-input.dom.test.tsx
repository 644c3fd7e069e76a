import { MantineProvider } from "@mantine/core"
import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime"
import { afterEach, expect, test, vi } from "vitest"
import { ConfirmProvider } from "../feedback/confirm"
import { ReaderProvider } from "../format/reader"
import { DayInput } from "./day-input"
import { Form } from "./form"
import { useEditing } from "./use-editing"

const save = vi.fn(async (_values: { day: string }) => null)

function OneDay({ day }: { day: string }) {
  const editing = useEditing({ initial: { day }, save: ({ values }) => save(values) })
  return (
    <Form editing={editing} action="Save" guard={false}>
      <DayInput label="First day" {...editing.field("day")} />
    </Form>
  )
}

/** A form with a day, for a reader whose browser may speak another language. */
function open(locale: string, day = "2027-03-04") {
  const zone = "Europe/Berlin"
  render(
    <AppRouterContext value={{} as never /* no form here leads to another page */}>
      <MantineProvider env="test">
        <ConfirmProvider>
          <ReaderProvider
            locale={locale}
            timeZone={zone}
            agencyZone={zone}
            now={Date.parse("2026-11-30T12:00:00Z")}
          >
            <OneDay day={day} />
          </ReaderProvider>
        </ConfirmProvider>
      </MantineProvider>
    </AppRouterContext>,
  )
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "First day" })
  return {
    field,
    type: (value: string) => fireEvent.change(field, { target: { value } }),
    send: () => fireEvent.click(screen.getByRole("button", { name: "Save" })),
  }
}

afterEach(() => {
  cleanup()
  save.mockClear()
})

test("a day is shown and typed in the figures of the reader's language", async () => {
  const { field, type, send } = open("de-DE")
  expect(field.value).toBe("04.03.2027")
  type("5.3.27")
  fireEvent.blur(field)
  expect(field.value).toBe("05.03.2027")
  send()
  await vi.waitFor(() => expect(save).toHaveBeenCalledWith({ day: "2027-03-05" }))
})

test("what is no day stays as it was typed, is told, and is not sent", async () => {
  const { field, type, send } = open("en-US")
  type("13/45/2027")
  fireEvent.blur(field)
  expect(field.value).toBe("13/45/2027")
  expect(screen.getByText("Enter a date like 12/31/2026.")).toBeDefined()
  send()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(save).not.toHaveBeenCalled()
  type("3/5/2027")
  send()
  await vi.waitFor(() => expect(save).toHaveBeenCalledWith({ day: "2027-03-05" }))
})

test("what is sent straight from the field is told as well", () => {
  const { field, type } = open("en-GB", "")
  type("soon")
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true })
  expect(screen.getByText("Enter a date like 31/12/2026.")).toBeDefined()
  expect(save).not.toHaveBeenCalled()
})

test("a day that is picked from the calendar takes the place of what was typed", async () => {
  const { field, type } = open("de-DE")
  type("bald")
  fireEvent.click(screen.getByRole("button", { name: "Choose date" }))
  fireEvent.click(
    await screen.findByRole("button", { name: /^Montag, 30\. November 2026/ }, { timeout: 5_000 }),
  )
  await vi.waitFor(() => expect(field.value).toBe("30.11.2026"))
})
