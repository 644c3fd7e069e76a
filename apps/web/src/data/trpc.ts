"use client"

import type { AppRouter } from "@alphas/client/trpc"
import { createTRPCReact } from "@trpc/react-query"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"

/**
 * Every procedure as a hook (`trpc.clients.get.useQuery`); `trpc.useUtils()` reads and fills the cache of answers, and
 * its `client` calls a procedure directly.
 */
export const trpc = createTRPCReact<AppRouter>()

export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
