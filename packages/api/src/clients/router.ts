import {
  AppendImport,
  CheckImport,
  FinishUpload,
  ListImportRows,
  ListImports,
  RefusedRows,
  StartImport,
} from "@alphas/domain/clients/import"
import {
  ClientMembership,
  ExportClients,
  ListClients,
  NewClient,
  NewContact,
  UpdateClient,
  UpdateContact,
} from "@alphas/domain/clients/input"
import { FindDuplicates, MergeClients, UndoMerge } from "@alphas/domain/clients/merge"
import { ById, Nothing, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { createContact, removeContact, updateContact } from "./contacts"
import { findDuplicates } from "./duplicates"
import { exportClients } from "./export"
import { getImport, listImportRows, listImports, refusedRows } from "./import-read"
import {
  appendImport,
  cancelImport,
  checkImport,
  finishUpload,
  runImport,
  startImport,
  undoImport,
} from "./import-steps"
import { listClients } from "./list"
import { mergeClients } from "./merge"
import { clientFacets, getClient } from "./read"
import { undoMerge } from "./undo-merge"
import { addMember, archiveClient, createClient, removeMember, restoreClient, updateClient } from "./write"

export const clients = router({
  list: query("clients.read").input(ListClients).query(listClients),
  get: query("clients.read").input(ById).query(getClient),
  facets: query("clients.read").input(Nothing).query(clientFacets),
  duplicates: query("clients.read").input(FindDuplicates).query(findDuplicates),
  create: mutation("clients.create").input(NewClient).mutation(createClient),
  update: mutation("clients.update").input(UpdateClient).mutation(updateClient),
  archive: mutation("clients.archive").input(Versioned).mutation(archiveClient),
  restore: mutation("clients.archive").input(Versioned).mutation(restoreClient),
  addMember: mutation("clients.update").input(ClientMembership).mutation(addMember),
  removeMember: mutation("clients.update").input(ClientMembership).mutation(removeMember),
  merge: mutation("clients.merge").input(MergeClients).mutation(mergeClients),
  undoMerge: mutation("clients.merge").input(UndoMerge).mutation(undoMerge),
  export: query("clients.export").input(ExportClients).query(exportClients),
  imports: router({
    start: mutation("clients.import").input(StartImport).mutation(startImport),
    append: mutation("clients.import").input(AppendImport).mutation(appendImport),
    finish: mutation("clients.import").input(FinishUpload).mutation(finishUpload),
    get: query("clients.import").input(ById).query(getImport),
    list: query("clients.import").input(ListImports).query(listImports),
    rows: query("clients.import").input(ListImportRows).query(listImportRows),
    refused: query("clients.import").input(RefusedRows).query(refusedRows),
    check: mutation("clients.import").input(CheckImport).mutation(checkImport),
    run: mutation("clients.import").input(ById).mutation(runImport),
    undo: mutation("clients.import").input(ById).mutation(undoImport),
    cancel: mutation("clients.import").input(ById).mutation(cancelImport),
  }),
  contacts: router({
    create: mutation("contacts.write").input(NewContact).mutation(createContact),
    update: mutation("contacts.write").input(UpdateContact).mutation(updateContact),
    remove: mutation("contacts.write").input(Versioned).mutation(removeContact),
  }),
})
