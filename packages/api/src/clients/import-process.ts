import { readEnvironment } from "@alphas/domain/environment"
import { openServices } from "../services"
import { applyImportRows, checkImportRows, readImport, undoImportRows } from "./import-jobs"

// Runs one step of an import in a process of its own, for tests that kill it or measure its memory, which it prints
// in MiB at its end: node import-process.ts STEP ID.
const steps: Record<string, typeof readImport> = {
  read: readImport,
  check: checkImportRows,
  apply: applyImportRows,
  undo: undoImportRows,
}
const [step = "", importId = ""] = process.argv.slice(2)
const services = openServices(readEnvironment(process.env), { name: "import" })
await steps[step]?.(services, { importId })
await services.close()
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)))
