import type { ReactNode } from "react"
import { Entrance } from "../../features/session/entrance"

/** The pages before one is signed in. */
export default function EntranceLayout({ children }: { children: ReactNode }) {
  return <Entrance>{children}</Entrance>
}
