// What the server offers, as types. The published package has them written out in this file's place.
import type { ErrorShape as Shape } from "@alphas/domain/errors"
import type { TrackedEnvelope } from "@trpc/server"
import type { AppRouter } from "./router"

/** What every refusal carries. */
export type ErrorShape = Shape

type Item<Output> =
  Output extends AsyncIterable<infer Each>
    ? Each extends TrackedEnvelope<infer Data>
      ? { id: string; data: Data }
      : Each
    : never

type ProceduresOf<Record> = {
  [Name in keyof Record]: Record[Name] extends {
    _def: { type: infer Type; $types: { input: infer Input; output: infer Output } }
  }
    ? { type: Type; input: Input; output: Type extends "subscription" ? Item<Output> : Output }
    : ProceduresOf<Record[Name]>
}

/** Every procedure by its path, with what goes in and what comes out. */
export type Procedures = ProceduresOf<AppRouter["_def"]["record"]>
