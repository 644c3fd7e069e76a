import { type Channel, channels } from "@alphas/domain/changes/dto"
import { type Entity, entities } from "@alphas/domain/entities"
import { defaultPageSize } from "@alphas/domain/paging"
import type { Address } from "../../table/address"
import { dayOf, isId, wordsOf } from "../../table/address-values"

/** The filters of the audit log, as its address keeps them. */
export interface AuditAddress extends Address {
  actor: string | null
  entity: readonly Entity[]
  channel: readonly Channel[]
  from: string | null
  to: string | null
}

export const standardAudit: AuditAddress = { actor: null, entity: [], channel: [], from: null, to: null }

/** The question that an address stands for. Days are the agency's; `to` is the last one that counts. */
export function auditQuery({ actor, entity, channel, from, to }: AuditAddress, timeZone: string) {
  const [first, last] = [dayOf(from), dayOf(to)]
  return {
    limit: defaultPageSize,
    actorId: actor !== null && isId(actor) ? actor : null,
    entity: wordsOf(entities, entity),
    channel: wordsOf(channels, channel),
    from: first && startOfDay(first, timeZone, 0),
    to: last && startOfDay(last, timeZone, 1),
  }
}

/** The instant at which a day begins in a zone, or the day `later` days after it. */
export function startOfDay(day: string, timeZone: string, later: number): string {
  const utc = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000
  const offset = (at: number) => {
    const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at)
    const name = parts.find((part) => part.type === "timeZoneName")?.value ?? ""
    const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d\d):?(\d\d)?/.exec(name) ?? []
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
  // The offset may change between midnight there and midnight in UTC; the second look is at the right instant.
  const near = utc - offset(utc)
  return new Date(utc - offset(near)).toISOString()
}
