import { isUnavailable } from "@alphas/api/error-shape"
import { databaseAway } from "../feedback/away"

/** What a page cannot do without. When the database is away, the page says so instead of "did not work". */
export async function reach<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!isUnavailable(error)) throw error
    throw Object.assign(new Error("The database cannot be reached.", { cause: error }), {
      digest: databaseAway,
    })
  }
}
