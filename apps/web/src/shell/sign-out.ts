"use client"

import { expectSignOut } from "../data/signed-out"
import { trpc } from "../data/trpc"
import { mayLeave } from "../forms/unsaved"

/** Ends this session and opens the sign-in page, with nothing of the person's data left in the tab. */
export function useSignOut(): { signOut: () => Promise<void>; pending: boolean } {
  const { mutate, isPending } = trpc.session.signOut.useMutation({
    // A session that had already ended is signed out as well; a full load forgets every cached answer.
    onSettled: () => window.location.assign("/sign-in"),
  })
  const signOut = async () => {
    if (!(await mayLeave())) return
    expectSignOut(true)
    mutate()
  }
  return { signOut, pending: isPending }
}
