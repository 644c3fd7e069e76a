import { PassThrough } from "node:stream"
import { expect, test } from "vitest"
import { Failure } from "./failure"
import { ask } from "./terminal"

function terminal(isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined })
  const output = new PassThrough()
  let shown = ""
  output.on("data", (chunk) => {
    shown += chunk
  })
  return { input, output, shown: () => shown }
}

test("a password is read without showing any of it", async () => {
  const { input, output, shown } = terminal()
  const answer = ask("Password: ", { hidden: true, instead: "" }, { input, output })
  for (const key of ["hun", "ter", "X", "\x7f", "2", "\r"]) input.write(key)
  expect(await answer).toBe("hunter2")
  expect(shown()).toContain("Password: ")
  expect(shown()).not.toMatch(/hun|ter|X|2|\*/)
})

test("an ordinary question shows what is typed", async () => {
  const { input, output, shown } = terminal()
  const answer = ask("Email: ", { instead: "" }, { input, output })
  input.write("ada\r")
  expect(await answer).toBe("ada")
  expect(shown()).toContain("ada")
})

test("Ctrl-C and Ctrl-D break off", async () => {
  for (const key of ["\x03", "\x04"]) {
    const { input, output } = terminal()
    const answer = ask("Password: ", { hidden: true, instead: "" }, { input, output })
    input.write(key)
    await expect(answer).rejects.toThrow("Interrupted.")
  }
})

test("where there is no terminal nobody is asked", async () => {
  const { input, output, shown } = terminal(false)
  const refused = ask("Password: ", { hidden: true, instead: "Use --password-stdin." }, { input, output })
  await expect(refused).rejects.toThrow(new Failure(2, "Use --password-stdin."))
  expect(shown()).toBe("")
})
