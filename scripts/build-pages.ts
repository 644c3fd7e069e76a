import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildPages } from "./build"

/** Builds the pages unless they are built of these very sources: for measurements, which start them by themselves. */
const root = fileURLToPath(new URL("..", import.meta.url))
await buildPages(root, join(root, ".alphas"), process.env)
