import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { nextPath } from "../../../features/session/next-path"
import { SignInForm } from "../../../features/session/sign-in-form"
import { pageContext } from "../../../server/caller"
import { signInState } from "../../../server/page"

export const metadata: Metadata = { title: "Sign in" }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  const path = nextPath(typeof next === "string" ? next : null)
  const { identity } = await pageContext()
  if (identity !== null) redirect(path)
  const { agencyName, registrationOpen, setUpOpen } = await signInState()
  if (setUpOpen) redirect("/set-up")
  return <SignInForm next={path} agency={agencyName} registrationOpen={registrationOpen} />
}
