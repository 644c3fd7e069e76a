import type { ReactNode } from "react"
import { Entrance } from "../../features/session/entrance"
import { ConfirmProvider } from "../../feedback/confirm"

/** The pages before one is signed in. */
export default function EntranceLayout({ children }: { children: ReactNode }) {
  return (
    <ConfirmProvider>
      <Entrance>{children}</Entrance>
    </ConfirmProvider>
  )
}
