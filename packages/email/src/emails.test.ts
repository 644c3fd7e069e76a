import { expect, test } from "vitest"
import { invitationEmail, passwordChangedEmail, passwordResetEmail } from "./emails"

const web = "https://crm.example.com"
const ada = { email: "ada@example.com", name: "Ada Löwe" }
const invitation = { ...ada, invitedBy: "Bo O'Neil", agencyName: "Söhne & Co", token: "a+b/c=" }

test("the links lead to the pages, with the token where no server sees it", async () => {
  const invited = await invitationEmail(web, invitation)
  expect(invited.text).toContain(`${web}/accept-invitation#token=a%2Bb%2Fc%3D`)
  expect(invited.html).toContain(`href="${web}/accept-invitation#token=a%2Bb%2Fc%3D"`)
  const reset = await passwordResetEmail(web, { ...ada, token: "t" })
  expect(reset.text).toContain(`${web}/reset-password#token=t`)
  const changed = await passwordChangedEmail(web, ada)
  expect(changed.text).toContain(`${web}/forgot-password`)
})

test("pages below a path keep it", async () => {
  for (const url of ["https://example.com/crm", "https://example.com/crm/"]) {
    const { text } = await passwordResetEmail(url, { ...ada, token: "t" })
    expect(text).toContain("https://example.com/crm/reset-password#token=t")
  }
})

test("the plain text says the same as the page, without a second copy of the link", async () => {
  const { text } = await invitationEmail(web, invitation)
  expect(text).toContain("Join Söhne & Co on Alphas")
  expect(text).toContain("Hello Ada Löwe,")
  expect(text).toContain("Bo O'Neil invites you to Söhne & Co")
  expect(text).toContain("once, for seven days")
  expect(text.match(/#token=/g)).toHaveLength(1)
  expect(text).not.toMatch(/<|&amp;|\[object/)
})

test("names that look like HTML stay text", async () => {
  const name = `<img src=x onerror="alert(1)">`
  const { html } = await invitationEmail(web, {
    ...invitation,
    name,
    invitedBy: name,
    agencyName: `"><script>`,
  })
  expect(html).not.toMatch(/<img|<script/)
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;")
})

test("a reader's program learns the language, a title, and light and dark", async () => {
  const { html } = await passwordResetEmail(web, { ...ada, token: "t" })
  expect(html).toMatch(/<html[^>]* lang="en"/)
  expect(html.match(/<title>[^<]*<\/title>/g)).toEqual(["<title>Choose a new password</title>"])
  expect(html).toContain("prefers-color-scheme: dark")
  expect(html).toContain("<h1")
  expect(html).not.toMatch(/<table(?![^>]*role="presentation")/)
  expect(html).not.toMatch(/src="http/)
})
