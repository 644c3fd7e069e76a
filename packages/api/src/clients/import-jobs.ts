import { clientImports } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { visibleTo } from "@alphas/db/visible"
import type { ImportState } from "@alphas/domain/clients/import"
import { may } from "@alphas/domain/permissions"
import type { JobPayload } from "@alphas/jobs/names"
import type { Run } from "@alphas/jobs/run"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating, Services, SignedIn } from "../context"
import { jobContext } from "../job-context"
import { transact } from "../transact"
import { applyBatch } from "./import-apply"
import { checkBatch } from "./import-check"
import { readFile } from "./import-file"
import { type Batch, failImport, type RunBatch } from "./import-store"
import { undoBatch } from "./import-undo"

type Payload = JobPayload<"clients.import.read">
/** What a handler looks at between two batches. A run that is broken off goes on where it stood in the next one. */
type Breakable = Pick<Run, "signal" | "last">

const lostRight =
  "Your account or role no longer allows importing clients, so this import has stopped. Ask an admin."
const ourFault =
  "Something went wrong on our side. Start the import again, and tell an admin if it keeps failing."

/** Reads the uploaded file into rows. */
export const readImport = (services: Services, payload: Payload, run?: Breakable): Promise<void> =>
  workOn(services, payload, "reading", run, (runBatch, ctx) => readFile(runBatch, ctx, payload.importId))

/** The dry run: what would become of every row. */
export const checkImportRows = (services: Services, payload: Payload, run?: Breakable): Promise<void> =>
  workOn(services, payload, "checking", run, untilDone(checkBatch))

/** Creates the clients, each exactly once however often this is begun. */
export const applyImportRows = (services: Services, payload: Payload, run?: Breakable): Promise<void> =>
  workOn(services, payload, "importing", run, untilDone(applyBatch))

/** Removes the clients that an import created and nobody has worked on since. */
export const undoImportRows = (services: Services, payload: Payload, run?: Breakable): Promise<void> =>
  workOn(services, payload, "undoing", run, untilDone(undoBatch))

const verbs: Partial<Record<ImportState, string>> = {
  reading: "clients.import.read",
  checking: "clients.import.check",
  importing: "clients.import",
  undoing: "clients.import.undo",
}

const untilDone = (batch: Batch) => async (runBatch: RunBatch) => {
  while (await runBatch(batch));
}

/**
 * Works on an import in short transactions, for a long one would hold back everybody's live changes. Each of them locks
 * the import, looks whether it still stands where this step belongs (it may have been cancelled) and whether its
 * person may still import, so that two workers on the same import, or one that died and its successor, do nothing
 * twice.
 */
async function workOn(
  services: Services,
  { importId }: Payload,
  state: ImportState,
  run: Breakable | undefined,
  work: (runBatch: RunBatch, ctx: SignedIn) => Promise<unknown>,
): Promise<void> {
  const runBatch: RunBatch = async (batch) => {
    run?.signal.throwIfAborted()
    const person = await personOf(services, importId)
    if (person === null) return false
    const { ctx, allowed } = person
    return transact(ctx, { path: verbs[state] ?? "clients.import", input: null }, async (writing) => {
      const mutating: Mutating = { ...ctx, ...writing }
      const [row] = await writing.tx
        .select()
        .from(clientImports)
        .where(and(eq(clientImports.id, importId), sql`/* visible client_imports: the job's own */ true`))
        .for("update")
      if (row?.state !== state) return false
      if (allowed) return batch(mutating, row)
      await failImport(mutating, row, lostRight)
      return false
    })
  }
  const person = await personOf(services, importId)
  if (person === null) return
  try {
    await work(runBatch, person.ctx)
  } catch (error) {
    if (run?.last && !run.signal.aborted) {
      await runBatch(async (ctx, row) => {
        await failImport(ctx, row, ourFault)
        return false
      })
    }
    throw error
  }
}

/** Whose import it is, as they are now, and whether they may still import. Null when the import is gone. */
async function personOf(
  services: Services,
  importId: string,
): Promise<{ ctx: SignedIn; allowed: boolean } | null> {
  const [person] = await services.db
    .select({
      id: users.id,
      role: users.role,
      clientId: users.clientId,
      name: users.name,
      email: users.email,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .innerJoin(clientImports, eq(clientImports.userId, users.id))
    .where(
      and(
        eq(clientImports.id, importId),
        sql`/* visible client_imports: the job's own */ /* visible users: whose it is */ true`,
      ),
    )
  if (person === undefined) return null
  const { disabledAt, ...viewer } = person
  return {
    ctx: { ...jobContext(services, viewer), visible: visibleTo(viewer, "clients.import") },
    allowed: disabledAt === null && may(viewer.role, "clients.import"),
  }
}
