"use client"

/** The frame itself broke, and with it the theme: plain HTML. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", padding: "20vh 24px", textAlign: "center" }}>
        <h1 style={{ fontSize: 18 }}>Alphas could not start</h1>
        <p>Your saved work is safe.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  )
}
