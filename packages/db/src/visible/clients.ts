import type { AnyColumn } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import {
  clientImportChunks,
  clientImportKeys,
  clientImportRows,
  clientImports,
  clientMembers,
  clients,
  contacts,
} from "../schema/clients"
import { entityTable, hangingOn } from "./grants"

const imports = entityTable("client_import", clientImports, { person: clientImports.userId })
const ofImport = <Table extends PgTable>(table: Table, importId: AnyColumn) =>
  hangingOn(table, importId, imports, clientImports.id, "it is their own import")

export const clientsTables = {
  clients: entityTable("client", clients, { client: clients.id }),
  clientMembers: entityTable("client_member", clientMembers, { client: clientMembers.clientId }),
  contacts: entityTable("contact", contacts, { client: contacts.clientId }),
  clientImports: imports,
  clientImportRows: ofImport(clientImportRows, clientImportRows.importId),
  clientImportChunks: ofImport(clientImportChunks, clientImportChunks.importId),
  clientImportKeys: ofImport(clientImportKeys, clientImportKeys.importId),
}
