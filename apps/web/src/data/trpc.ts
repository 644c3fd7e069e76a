"use client"

import type { AppRouter } from "@alphas/client/trpc"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { createTRPCContext } from "@trpc/tanstack-react-query"

/**
 * `useTRPC()` gives every procedure as query and mutation options; `useTRPCClient()` calls one directly.
 */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
