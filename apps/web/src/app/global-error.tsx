"use client"

/** The frame itself broke, and with it the theme: plain HTML. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "20vh 24px", textAlign: "center" }}>
        <h1 style={{ fontSize: 18 }}>Alphas did not start</h1>
        <p>Nothing that you had saved is lost.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  )
}
