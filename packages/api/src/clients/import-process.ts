import { readEnvironment } from "@alphas/domain/environment"
import { openServices } from "../services"
import { applyImportRows, undoImportRows } from "./import-jobs"

// Runs one step of an import in a process of its own, for the tests that kill it: node import-process.ts STEP ID.
const [step, importId = ""] = process.argv.slice(2)
const services = openServices(readEnvironment(process.env), { name: "killed" })
await (step === "undo" ? undoImportRows : applyImportRows)(services, { importId })
await services.close()
