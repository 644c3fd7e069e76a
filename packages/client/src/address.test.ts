import { expect, test } from "vitest"
import { addressesOf, askForSocket } from "./address"

test("an address without a path stands for the API's mount, one with a path for itself", () => {
  expect(addressesOf("https://alphas.example", undefined)).toEqual({
    http: "https://alphas.example/api/trpc",
    socket: null,
  })
  expect(addressesOf("http://localhost:3001/crm/trpc", undefined).http).toBe("http://localhost:3001/crm/trpc")
})

test.each([
  ["http://localhost:3000/api/trpc", "ws://localhost:3001", "ws://localhost:3001/"],
  ["http://192.168.1.5:3000/api/trpc", "ws://localhost:3001", "ws://192.168.1.5:3001/"],
  ["https://alphas.example/api/trpc", "wss://live.alphas.example/x", "wss://live.alphas.example/x"],
  ["https://alphas.example/api/trpc", undefined, "wss://alphas.example/api/trpc"],
])("at %s a server that says its sockets are at %s has them at %s", async (http, socketUrl, found) => {
  const answer = { result: { data: { agencyName: "Alder", socketUrl } } }
  expect(await askForSocket(http, async () => Response.json(answer))).toBe(found)
})

test("the socket may be named", () => {
  expect(addressesOf("http://localhost:3000", "ws://localhost:3001").socket).toBe("ws://localhost:3001/")
  expect(addressesOf("http://localhost:3000", "https://live.example/x").socket).toBe("wss://live.example/x")
})

test.each(["", "localhost:3000", "ftp://alphas.example", "/api/trpc", "not an address"])(
  "outside a browser %j is refused with a sentence that says how to write one",
  (url) => {
    expect(() => addressesOf(url, undefined)).toThrow(/^url is not an address: .* starts with http:\/\//)
  },
)
