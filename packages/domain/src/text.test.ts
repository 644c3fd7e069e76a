import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { line, optionalLine, optionalText, wanted } from "./text"

describe("a line of text", () => {
  it.each(["", "   ", "\u200b\u200d", "\ufeff", "\u2800", "\u3164"])(
    "refuses %j, which a reader sees as nothing",
    (text) => {
      expect(line(50).safeParse(text).success).toBe(false)
    },
  )

  it.each(["a\u0000b", "a\u0007", "\ud800", "a\nb", "a\tb"])(
    "refuses %j, which cannot be shown on one line",
    (text) => {
      expect(line(50).safeParse(text).success).toBe(false)
    },
  )

  it.each([
    "Ünïcode",
    "田中さん",
    "👩‍👩‍👧",
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE clients;--",
    "مرحبا",
  ])("takes %j as it is", (text) => {
    expect(line(50).parse(text)).toBe(text.normalize("NFC"))
  })

  it("is the same however often it is cleaned", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = line(200).safeParse(text)
        if (once.success) expect(line(200).parse(once.data)).toBe(once.data)
      }),
    )
  })

  it("never lets through what Postgres cannot store", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const kept = optionalText(1000).safeParse(text)
        if (kept.success && kept.data !== null) {
          expect(kept.data).not.toContain("\u0000")
          expect(Buffer.from(kept.data).toString()).toBe(kept.data)
        }
      }),
    )
  })

  it("that is optional is null when it says nothing", () => {
    expect(optionalLine(10).parse(" \u200b ")).toBeNull()
    expect(optionalLine(10).parse(null)).toBeNull()
  })
})

describe("characters that nobody sees", () => {
  it.each([
    ["a zero-width space", "team@alphas.demo\u200b", "team@alphas.demo"],
    ["a turned direction", "invoice\u202egpj.exe", "invoicegpj.exe"],
    ["isolates and marks", "\u2066Ann\u2069 \u200eBerg\u061c", "Ann Berg"],
    ["a byte order mark and a soft hyphen", "\ufeffHaus\u00adbau", "Hausbau"],
    ["fillers and a word joiner", "A\u3164\u2060B\u115f", "AB"],
    ["joiners between Latin letters", "A\u200cc\u200dme\u200d", "Acme"],
    ["tags that belong to no flag", "Acme\u{e0061}\u{e007f}", "Acme"],
  ])("go: %s", (_, text, kept) => {
    expect(line(200).parse(text)).toBe(kept)
    expect(optionalText(200).parse(text)).toBe(kept)
    expect(wanted(200).parse(text)).toBe(kept)
  })

  it.each([
    ["Persian", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["Hindi", "\u0915\u094d\u200d\u0937"],
    ["a family", "👩‍👩‍👧"],
    ["a flag", "🏳️‍🌈"],
    ["a flag of tags", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
    ["Hebrew beside English", "\u05e9\u05dc\u05d5\u05dd Agency"],
  ])("stay where they are drawn: %s", (_, text) => expect(line(200).parse(text)).toBe(text))

  it("are in nothing that is kept", () => {
    const hidden = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u
    const mixed = fc.string({
      unit: fc.constantFrom(..."ab \u200b\u200c\u200d\u202e\u2066\ufeff👩\u0915\u0301"),
    })
    fc.assert(
      fc.property(mixed, (text) => {
        const once = optionalText(200).parse(text)
        expect(once ?? "").not.toMatch(hidden)
        expect(optionalText(200).parse(once)).toBe(once)
      }),
    )
  })
})
