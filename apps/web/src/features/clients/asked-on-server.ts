// What a page asks in the browser and its route asks while it renders: the same, or it would be asked twice.

/** A client's latest changes, as its overview shows them. */
export const latestChanges = (id: string) => ({ entity: "client" as const, id, limit: 4 })
