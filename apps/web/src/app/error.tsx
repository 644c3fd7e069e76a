"use client"

import { ErrorPage } from "../feedback/error-page"

export default function ErrorBoundary({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="page">
      <ErrorPage error={error} retry={retry} />
    </main>
  )
}
