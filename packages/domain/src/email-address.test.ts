import { describe, expect, it } from "vitest"
import { emailAddress } from "./email-address"
import { email, optionalEmail } from "./text"

describe("an email address", () => {
  it.each([
    ["Ada@Example.COM", "ada@example.com"],
    ["test@io", "test@io"],
    ["a+b.c@sub.example.co.uk", "a+b.c@sub.example.co.uk"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['"a b"@example.com', '"a b"@example.com'],
    ['"a\\"b"@example.com', '"a\\"b"@example.com'],
    ["a@[192.0.2.1]", "a@[192.0.2.1]"],
    ["a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]"],
    [`${"x".repeat(64)}@a.example`, `${"x".repeat(64)}@a.example`],
    ["a@müller.de", "a@müller.de"],
    ["a@xn--mller-kva.de", "a@müller.de"],
    ["jürgen@example.de", "jürgen@example.de"],
  ])("%s is kept as %s", (text, kept) => expect(emailAddress(text)).toBe(kept))

  it.each([
    "",
    "ada",
    "ada@",
    "@example.com",
    "a b@example.com",
    "ada@exa@mple.com",
    ".a@b.c",
    "a.@b.c",
    "a..b@b.c",
    `${"x".repeat(65)}@a.example`,
    "a@-b.example",
    "a@b-.example",
    "a@b..example",
    "a@.example",
    "a@b.example.",
    "a@[1.2.3",
    "a@[1.2.3]",
    "a@[1.2.3.256]",
    "a@[ipv6:1::2::3]",
    "a@(c)b.example",
    "a@b.example(c",
    "a(c)@b.example",
    "a@b/c.example",
    "a@b_c.example",
    "a@b c.example",
    'a"b@c.example',
    '"ab@c.example',
    '"a"b@c.example',
    "a<b@c.example",
    "a@b.example, c@d.example",
    "a@xn--a.example",
    `a@${"b".repeat(64)}.example`,
    `a@${"b.".repeat(130)}example`,
  ])("%j is none", (text) => {
    expect(emailAddress(text)).toBeNull()
    expect(email.safeParse(text).success).toBe(false)
  })

  it("is freed of what nobody sees, and tells one person from another no more by it", () => {
    expect(email.parse("ben@kim.example\u200b")).toBe("ben@kim.example")
    expect(email.parse("a\u202eb@c.example ")).toBe("ab@c.example")
    expect(optionalEmail.parse(" \u200b")).toBeNull()
    expect(optionalEmail.parse("A@XN--MLLER-KVA.DE")).toBe("a@müller.de")
    expect(optionalEmail.safeParse("no address").success).toBe(false)
  })

  it("is measured as it is kept: some letters become longer in lower case", () => {
    expect(email.safeParse(`${"İ".repeat(40)}@a.example`).success).toBe(false)
  })
})
