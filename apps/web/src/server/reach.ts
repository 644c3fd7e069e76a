import { isUnavailable } from "@alphas/api/error-shape"
import { TRPCClientError } from "@trpc/client"
import { databaseAway } from "../feedback/away"

/**
 * What a page cannot do without. When the database is away, the page says so instead of "did not work". Whatever else
 * fails is thrown as the procedure threw it, for the log.
 */
export async function reach<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    const error = thrown instanceof TRPCClientError && thrown.cause ? thrown.cause : thrown
    if (!isUnavailable(error)) throw error
    throw Object.assign(new Error("The database cannot be reached.", { cause: error }), {
      digest: databaseAway,
    })
  }
}
