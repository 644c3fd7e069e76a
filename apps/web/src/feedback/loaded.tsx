"use client"

import type { ReactNode } from "react"
import { isGone } from "../data/refusal"
import { FailedState } from "./states"

/** What a query of the cache says of its answer. */
export interface Answer<Data> {
  /** Undefined while there is none. */
  data: Data
  error: unknown
  refetch: () => unknown
}

interface Props<Data> {
  query: Answer<Data>
  /** While the answer is on its way. */
  skeleton: ReactNode
  /** In the place of a row that is removed, or that the reader has no access to any more; without it that is an error. */
  gone?: ReactNode
  children: (data: Exclude<Data, undefined>) => ReactNode
}

/** Shows the answer of a query, or why there is none yet: gone, failed with a way to try again, or on its way. */
export function Loaded<Data>({ query: { data, error, refetch }, skeleton, gone, children }: Props<Data>) {
  if (gone !== undefined && isGone(error)) return gone
  // What is not undefined is what is left without it; the compiler does not say so of a type parameter.
  if (data !== undefined) return children(data as Exclude<Data, undefined>)
  if (error) return <FailedState error={error} retry={() => void refetch()} />
  return skeleton
}
