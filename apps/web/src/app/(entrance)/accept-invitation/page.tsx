import type { Metadata } from "next"
import { AcceptInvitationForm } from "../../../features/session/join-forms"

export const metadata: Metadata = { title: "Accept invitation" }

export default function Page() {
  return <AcceptInvitationForm />
}
