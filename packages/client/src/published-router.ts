// Stands in for router.ts in the published package: the same type, built from what the procedures take and give.
import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server"
import type { ErrorShape, Procedures } from "./procedures"

type RecordOf<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends { type: infer Type; input: infer Input; output: infer Output }
    ? Type extends "query"
      ? TRPCQueryProcedure<{ input: Input; output: Output; meta: unknown }>
      : Type extends "mutation"
        ? TRPCMutationProcedure<{ input: Input; output: Output; meta: unknown }>
        : TRPCSubscriptionProcedure<{ input: Input; output: AsyncIterable<Output>; meta: unknown }>
    : RecordOf<Tree[Name]>
}

interface Shape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape["data"] & ErrorShape
}

/** The router's type, for tRPC's own tools. */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: Shape; transformer: false },
  RecordOf<Procedures>
>
