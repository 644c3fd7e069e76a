import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { RegisterForm } from "../../../features/session/join-forms"
import { signInState } from "../../../server/page"

export const metadata: Metadata = { title: "Create an account" }

export default async function Page() {
  const { registrationOpen } = await signInState()
  if (!registrationOpen) redirect("/sign-in")
  return <RegisterForm />
}
