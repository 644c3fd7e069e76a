import { startTestServers } from "./test-servers"

/** Gives the tests their servers unless `npm test` has; so `npx vitest run packages/x` works by itself. */
export default async function setup(): Promise<() => Promise<void>> {
  const servers = await startTestServers()
  Object.assign(process.env, servers.env)
  return servers.stop
}
