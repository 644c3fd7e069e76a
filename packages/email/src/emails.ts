import type { ReactElement } from "react"
import type { Email, Recipient } from "./mailer"

/**
 * The email that invites somebody. The token stands in the fragment of the link: browsers send that to no server, so it
 * is in no log and no `Referer`.
 */
export async function invitationEmail(
  webUrl: string,
  to: Recipient & { invitedBy: string; agencyName: string; token: string },
): Promise<Email> {
  const { Invitation } = await import("./templates")
  return rendered(
    to,
    `${to.invitedBy} invites you to ${to.agencyName}`,
    Invitation({ ...to, link: link(webUrl, "accept-invitation", to.token) }),
  )
}

/** The email with which somebody who forgot their password chooses a new one. */
export async function passwordResetEmail(webUrl: string, to: Recipient & { token: string }): Promise<Email> {
  const { PasswordReset } = await import("./templates")
  return rendered(
    to,
    "Choose a new password",
    PasswordReset({ ...to, link: link(webUrl, "reset-password", to.token) }),
  )
}

/** The email that tells a person that their password was changed. */
export async function passwordChangedEmail(webUrl: string, to: Recipient): Promise<Email> {
  const { PasswordChanged } = await import("./templates")
  return rendered(
    to,
    "Your password was changed",
    PasswordChanged({ ...to, link: link(webUrl, "forgot-password") }),
  )
}

/** An element as a page and as plain text, addressed. */
export async function rendered(to: Recipient, subject: string, element: ReactElement): Promise<Email> {
  const { render, toPlainText } = await import("react-email")
  const html = await render(element)
  // The address is below the button already, and a heading in capitals shouts.
  const text = toPlainText(html, {
    selectors: [
      { selector: "a.button", format: "skip" },
      { selector: "h1", options: { uppercase: false } },
    ],
  })
  return { to, subject, html, text }
}

function link(webUrl: string, page: string, token?: string): string {
  const base = webUrl.endsWith("/") ? webUrl : `${webUrl}/`
  const url = new URL(page, base)
  if (token !== undefined) url.hash = `token=${encodeURIComponent(token)}`
  return url.href
}
