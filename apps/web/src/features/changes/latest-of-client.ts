/**
 * What is asked for a client's latest changes. The route asks it while it renders and the page in the browser: the same,
 * or it would be asked twice.
 */
export const latestOfClient = (id: string) => ({ entity: "client" as const, id, limit: 4 })
