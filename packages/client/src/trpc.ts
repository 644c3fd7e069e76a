// For programs that use tRPC's own tools, such as @trpc/react-query:
// `createTRPCClient<AppRouter>({ links: alphasLinks({ url }) })`.
export { AlphasError, type AlphasReason } from "./alphas-error"
export { alphasLinks } from "./links"
export type { AlphasOptions } from "./options"
export { newKey } from "./retry-link"
export type { AppRouter } from "./router"
