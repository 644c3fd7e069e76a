import "@fontsource-variable/inter/standard.css"
import "@mantine/core/styles.layer.css"
import "@mantine/notifications/styles.layer.css"
import "./global.css"
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core"
import type { Metadata, Viewport } from "next"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import { socketUrl } from "../server/socket-url"
import { Providers } from "./providers"

export const metadata: Metadata = {
  title: { default: "Alphas", template: "%s · Alphas" },
  description: "The CRM for marketing and media agencies.",
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafa" },
    { media: "(prefers-color-scheme: dark)", color: "#131417" },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const head = await headers()
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        {/* Browsers hide a nonce from scripts, so React sees another one than it wrote. */}
        <ColorSchemeScript
          defaultColorScheme="auto"
          nonce={head.get("x-nonce") ?? undefined}
          suppressHydrationWarning
        />
      </head>
      <body>
        <Providers socketUrl={socketUrl(head.get("host"))}>{children}</Providers>
      </body>
    </html>
  )
}
