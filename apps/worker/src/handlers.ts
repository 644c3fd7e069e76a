import { applyImportRows, checkImportRows, readImport, undoImportRows } from "@alphas/api/clients/import-jobs"
import type { Services } from "@alphas/api/context"
import { sweepUploads } from "@alphas/api/expenses/receipt-store"
import { invoiceEmailOf } from "@alphas/api/invoices/send"
import { replanCampaigns } from "@alphas/api/schedule/replan-job"
import { invitationEmail, passwordChangedEmail, passwordResetEmail } from "@alphas/email/emails"
import { type Email, sendEmail } from "@alphas/email/mailer"
import type { JobHandler, Jobs } from "@alphas/jobs/jobs"
import type { JobName } from "@alphas/jobs/names"
import type { Run } from "@alphas/jobs/run"
import { keepHouse } from "./housekeeping"

/** Who does what: a name without its line does not compile. */
type Handlers = { [Name in JobName]: JobHandler<Name> }

export function handlersOf(services: Services): Handlers {
  const { environment, db, log } = services
  const { WEB_URL: web, SMTP_URL: smtpUrl, MAIL_FROM: from } = environment
  const send = async (email: Promise<Email>, run: Run) =>
    sendEmail({ smtpUrl, from }, await email, { id: run.id, signal: run.signal })
  return {
    "email.invitation": (to, run) => send(invitationEmail(web, to), run),
    "email.password_reset": (to, run) => send(passwordResetEmail(web, to), run),
    "email.password_changed": (to, run) => send(passwordChangedEmail(web, to), run),
    "email.invoice": (payload, run) => send(invoiceEmailOf(services, payload), run),
    "clients.import.read": (step, run) => readImport(services, step, run),
    "clients.import.check": (step, run) => checkImportRows(services, step, run),
    "clients.import.apply": (step, run) => applyImportRows(services, step, run),
    "clients.import.undo": (step, run) => undoImportRows(services, step, run),
    "schedule.replan": (payload, run) => replanCampaigns(services, payload, run),
    housekeeping: async (_payload, run) => {
      const deleted = await keepHouse(db, run.signal)
      const receipts = await sweepUploads(db, services.files, run.signal)
      log.info({ deleted: { ...deleted, receipts } }, "Housekeeping is done.")
    },
  }
}

/** Registers every line of the table. */
export function register(jobs: Jobs, handlers: Handlers): void {
  const add = <Name extends keyof Handlers>(name: Name) => jobs.work(name, handlers[name])
  // The keys of an object literal: Object.keys forgets them.
  for (const name of Object.keys(handlers) as (keyof Handlers)[]) add(name)
}
