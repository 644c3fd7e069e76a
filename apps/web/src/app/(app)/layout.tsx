import { cookies, headers } from "next/headers"
import type { ReactNode } from "react"
import { Live } from "../../data/live"
import { MeProvider } from "../../data/me"
import { PreferencesProvider } from "../../data/preferences"
import { preferencesCookie, readPreferences } from "../../data/preferences-cookie"
import { TimerButton } from "../../features/time/timer-button"
import { ConfirmProvider } from "../../feedback/confirm"
import { ReaderProvider } from "../../format/reader"
import { pageHead } from "../../server/caller"
import { Hydrated, signedIn } from "../../server/page"
import { readerOf } from "../../server/reader"
import { Shell } from "../../shell/shell"
import { TopToolsProvider } from "../../shell/top-tools"
import { WithHistory } from "./with-history"

/** The frame around every page of somebody who is signed in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const me = await signedIn()
  const reader = readerOf(me, (await headers()).get("accept-language"))
  const preferences = readPreferences((await cookies()).get(preferencesCookie)?.value)
  return (
    <Hydrated>
      <MeProvider initial={me}>
        <ReaderProvider {...reader}>
          <PreferencesProvider initial={preferences}>
            <Live after={await pageHead()} />
            {/* What a dialog asks may depend on who is asked. */}
            <ConfirmProvider>
              <TopToolsProvider value={<TimerButton />}>
                <WithHistory>
                  <Shell>{children}</Shell>
                </WithHistory>
              </TopToolsProvider>
            </ConfirmProvider>
          </PreferencesProvider>
        </ReaderProvider>
      </MeProvider>
    </Hydrated>
  )
}
