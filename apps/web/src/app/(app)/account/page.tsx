import type { Metadata } from "next"
import { ApiTokens } from "../../../features/account/api-tokens"
import { CalendarLink } from "../../../features/account/calendar-link"
import { Password } from "../../../features/account/password"
import { Profile } from "../../../features/account/profile"
import { SecondFactor } from "../../../features/account/second-factor"
import { Sessions } from "../../../features/account/sessions"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, signedIn } from "../../../server/page"
import { Page as Frame } from "../../../shell/page"

export const metadata: Metadata = { title: "Profile and security" }

export default async function Page() {
  const { permissions } = await signedIn()
  const trpc = pageTrpc()
  await Promise.all([
    trpc.account.sessions.prefetch(),
    trpc.account.tokens.prefetch(),
    permissions.includes("calendar.link") && trpc.account.calendarLink.prefetch(),
  ])
  return (
    <Hydrated>
      <Frame trail={[{ label: "Profile and security" }]} width="text">
        <Profile />
        <Password />
        <SecondFactor />
        <Sessions />
        <CalendarLink />
        <ApiTokens />
      </Frame>
    </Hydrated>
  )
}
