"use client"

import { ErrorPage } from "../../feedback/error-page"
import { Page } from "../../shell/page"

export default function ErrorBoundary({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Page trail={[{ label: "Error" }]}>
      <ErrorPage error={error} retry={retry} />
    </Page>
  )
}
