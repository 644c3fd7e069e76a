import { expect, test } from "vitest"
import { addressesOf } from "./address"

test("an address without a path stands for the API's mount, one with a path for itself", () => {
  expect(addressesOf("https://alphas.example", undefined)).toEqual({
    http: "https://alphas.example/api/trpc",
    socket: "wss://alphas.example/api/trpc",
  })
  expect(addressesOf("http://localhost:3001/crm/api/trpc", undefined)).toEqual({
    http: "http://localhost:3001/crm/api/trpc",
    socket: "ws://localhost:3001/crm/api/trpc",
  })
})

test("the socket may be elsewhere", () => {
  expect(addressesOf("http://localhost:3000", "ws://localhost:3001").socket).toBe("ws://localhost:3001/")
  expect(addressesOf("http://localhost:3000", "https://live.example/x").socket).toBe("wss://live.example/x")
})

test.each(["", "localhost:3000", "ftp://alphas.example", "/api/trpc", "not an address"])(
  "outside a browser %j is refused with a sentence that says how to write one",
  (url) => {
    expect(() => addressesOf(url, undefined)).toThrow(/^url is not an address: .* starts with http:\/\//)
  },
)
