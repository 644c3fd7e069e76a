// What the server is, as a type. The published package has declarations of its own in this file's place.
import type { AppRouter as Router } from "@alphas/api/router"

/** The router's type, for tRPC's own tools. */
export type AppRouter = Router
