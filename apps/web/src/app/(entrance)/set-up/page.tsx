import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { SetUpForm } from "../../../features/session/join-forms"
import { signInState } from "../../../server/page"

export const metadata: Metadata = { title: "Set up" }

export default async function Page() {
  const { setUpOpen } = await signInState()
  if (!setUpOpen) redirect("/sign-in")
  return <SetUpForm />
}
