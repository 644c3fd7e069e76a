import { afterAll, beforeAll, beforeEach, expect } from "vitest"
import { type TestApi, testApi } from "./testing"

/**
 * For a test file: opens the API, makes a world in it anew for every test and gives both to `take`. At the end nothing
 * may have been read past `db/visible.ts`.
 */
export function eachInWorld<World>(
  make: (api: TestApi) => Promise<World>,
  take: (api: TestApi, world: World) => void,
): void {
  let api: TestApi
  beforeAll(async () => {
    api = await testApi()
  })
  beforeEach(async () => take(api, await make(api)))
  afterAll(async () => {
    expect(api.unguarded).toEqual([])
    await api.close()
  })
}
