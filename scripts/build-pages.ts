import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildPages } from "./build"
import { step } from "./console"

/** Builds the pages unless they are built of these very sources: for measurements, which start them by themselves. */
const root = fileURLToPath(new URL("..", import.meta.url))
await step(
  "Building the pages …",
  () => buildPages(root, join(root, ".alphas"), process.env),
  (built) => (built ? "Built the pages." : "The pages are as their sources are."),
)
