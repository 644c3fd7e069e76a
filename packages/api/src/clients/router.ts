import {
  ClientMembership,
  ListClients,
  NewClient,
  NewContact,
  UpdateClient,
  UpdateContact,
} from "@alphas/domain/clients/input"
import { ById, Nothing, Versioned } from "@alphas/domain/ids"
import { mutation, query, router } from "../trpc"
import { createContact, removeContact, updateContact } from "./contacts"
import { clientFacets, getClient, listClients } from "./read"
import { addMember, archiveClient, createClient, removeMember, restoreClient, updateClient } from "./write"

export const clients = router({
  list: query("clients.read").input(ListClients).query(listClients),
  get: query("clients.read").input(ById).query(getClient),
  facets: query("clients.read").input(Nothing).query(clientFacets),
  create: mutation("clients.create").input(NewClient).mutation(createClient),
  update: mutation("clients.update").input(UpdateClient).mutation(updateClient),
  archive: mutation("clients.archive").input(Versioned).mutation(archiveClient),
  restore: mutation("clients.archive").input(Versioned).mutation(restoreClient),
  addMember: mutation("clients.update").input(ClientMembership).mutation(addMember),
  removeMember: mutation("clients.update").input(ClientMembership).mutation(removeMember),
  contacts: router({
    create: mutation("contacts.write").input(NewContact).mutation(createContact),
    update: mutation("contacts.write").input(UpdateContact).mutation(updateContact),
    remove: mutation("contacts.write").input(Versioned).mutation(removeContact),
  }),
})
