/** Runs once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { notePeerAddresses } = await import("./server/address")
  notePeerAddresses()
  if (process.env.NODE_ENV === "production") {
    const { guardLines } = await import("./server/lines")
    guardLines()
  }
  const { openAtStart } = await import("./server/services")
  openAtStart()
}

/** Writes what broke while a page was drawn to the log, under the digest that the page shows. */
export async function onRequestError(
  error: unknown,
  request: { path: string; method: string },
  context: { routePath: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { services } = await import("./server/services")
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined
  services().log.error(
    { err: error, digest, path: shownPath(request.path), route: context.routePath },
    "page failed",
  )
}

/** A path as the log may have it: without what follows it, and without the secret of a calendar. */
const shownPath = (path: string) => path.split("?")[0]?.replace(/^(\/api\/calendar\/).*/, "$1…")
