import postgres from "postgres"
import { expect, test } from "vitest"
import { promptSocket } from "./prompt-socket"

test("a server on this machine is reached without delay, every other as the driver does it", async () => {
  const url = process.env.ALPHAS_TEST_POSTGRES ?? ""
  expect(promptSocket(url)).toHaveProperty("socket")
  const sql = postgres(url, { max: 1, ...promptSocket(url) })
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
  await sql.end()
  for (const other of [
    "postgres://alphas@db.example/alphas",
    "postgres://alphas@localhost/alphas?sslmode=require",
    "postgres://alphas@localhost,db.example/alphas",
    "postgres:///alphas?host=/var/run/postgresql",
  ]) {
    expect(promptSocket(other)).toEqual({})
  }
})
