import { describe, expect, test } from "vitest"
import { readerOf } from "./reader"

const agency = { agencyName: "A", timeZone: "Europe/Berlin", currency: "EUR" }

describe("whose eyes read a page", () => {
  test("the browser's languages count in the order of their weight", () => {
    const localeFor = (header: string) => readerOf({ locale: null, timeZone: null, agency }, header).locale
    expect(localeFor("fr;q=0.5, de-AT, en;q=0.8, *;q=0.1")).toBe("de-AT")
    expect(localeFor("fr;q=0.5, de;q=0, en;q=0.8")).toBe("en")
  })

  test("one's own choice wins, then the browser and the agency; nonsense is passed over", () => {
    expect(readerOf({ locale: "fr-CH", timeZone: "Asia/Tokyo", agency }, "de")).toMatchObject({
      locale: "fr-CH",
      timeZone: "Asia/Tokyo",
      agencyZone: "Europe/Berlin",
    })
    expect(readerOf({ locale: null, timeZone: null, agency }, "a_b, de")).toMatchObject({
      locale: "de",
      timeZone: "Europe/Berlin",
    })
    expect(readerOf({ locale: "!", timeZone: "Mars/Base", agency }, null)).toMatchObject({
      locale: "en",
      timeZone: "Europe/Berlin",
    })
  })
})
