/** What the overview asks of a client's history; the page asks the same while it renders on the server. */
export const latestChanges = (id: string) => ({ entity: "client" as const, id, limit: 4 })
