import { describe, expect, it } from "vitest"
import { domainOf, hostName } from "./host"

describe("a host's name", () => {
  it.each(["müller.de", "MÜLLER.de", "mu\u0308ller.de", "xn--mller-kva.de", "XN--MLLER-KVA.DE"])(
    "has one spelling: %s",
    (text) => expect(hostName(text)).toBe("müller.de"),
  )
  it.each([
    ["straße.example", "straße.example"],
    ["例え.テスト", "例え.テスト"],
    ["a-b.example", "a-b.example"],
    ["io", "io"],
    ["1.2.3.4", "1.2.3.4"],
  ])("of %s is %s", (text, name) => expect(hostName(text)).toBe(name))
  it.each([
    "",
    "-a.de",
    "a-.de",
    "a..de",
    ".de",
    "de.",
    "a_b.de",
    "a b.de",
    "a/b.de",
    "xn--a.de",
    `${"a".repeat(64)}.de`,
  ])("is not %j", (text) => expect(hostName(text)).toBeNull())
})

describe("the domain of a web address", () => {
  it.each([
    ["https://www.Example.com/about?x=1", "example.com"],
    ["example.com", "example.com"],
    ["http://user:pass@shop.example.co.uk:8080/", "shop.example.co.uk"],
    ["müller.de", "müller.de"],
    ["https://www.xn--mller-kva.de/kontakt", "müller.de"],
    ["www.example.com.", "example.com"],
  ])("of %j is %j", (address, domain) => expect(domainOf(address)).toBe(domain))

  it.each(["", "not a site", "localhost", "http://", "-a.de", "javascript:alert(1)"])(
    "of %j is none",
    (address) => {
      expect(domainOf(address)).toBeNull()
    },
  )
})
