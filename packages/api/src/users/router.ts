import { ById, Nothing, Versioned } from "@alphas/domain/ids"
import {
  AcceptInvitation,
  AskReset,
  ChangePassword,
  ChangeRole,
  ConfirmIdentity,
  ConfirmSecondFactor,
  DisableSecondFactor,
  InviteUser,
  ListUsers,
  NewApiToken,
  Register,
  ResetPassword,
  SearchDirectory,
  SetHours,
  SetUp,
  SignIn,
  SignOutEverywhere,
  StartSecondFactor,
  TokenOnly,
  UpdateProfile,
} from "@alphas/domain/users/input"
import { mutation, open, query, router } from "../trpc"
import {
  changePassword,
  listSessions,
  readMe,
  revokeSession,
  signOutEverywhere,
  updateProfile,
} from "./account"
import { createToken, listTokens, listTokensOf, revokeToken, revokeTokenOf } from "./api-tokens"
import {
  inviteUser,
  listInvitations,
  renewInvitation,
  resendInvitation,
  revokeInvitation,
} from "./invitations"
import { acceptInvitation, register } from "./join"
import { confirmIdentity } from "./proof"
import { getUser, listUsers, searchDirectory } from "./read"
import { askReset, checkToken, resetPassword } from "./reset"
import {
  confirmSecondFactor,
  disableSecondFactor,
  resetSecondFactor,
  startSecondFactor,
} from "./second-factor"
import { readState, setUp } from "./set-up"
import { signIn, signOut } from "./sign-in"
import { changeRole, disableUser, enableUser, setHours } from "./write"

/** Coming in and going out. */
export const session = router({
  state: open("The sign-in page says whose it is before anybody has signed in.")
    .input(Nothing)
    .query(readState),
  signIn: open("Whoever signs in has no session yet.").input(SignIn).mutation(signIn),
  signOut: mutation("account.self").input(Nothing).mutation(signOut),
  me: query("account.self").input(Nothing).query(readMe),
  askReset: open("Whoever has forgotten the password cannot sign in.").input(AskReset).mutation(askReset),
  checkToken: open("A link from an email is opened without a session; sent in a body, to stay out of logs.")
    .input(TokenOnly)
    .mutation(checkToken),
  resetPassword: open("The link from the email stands for the session.")
    .input(ResetPassword)
    .mutation(resetPassword),
  acceptInvitation: open("The link from the email stands for the session.")
    .input(AcceptInvitation)
    .mutation(acceptInvitation),
  renewInvitation: open("A link from an email that has expired asks for a new one, to the same address.")
    .input(TokenOnly)
    .mutation(renewInvitation),
  register: open("Off by default; where it is on, strangers of listed domains ask for an invitation.")
    .input(Register)
    .mutation(register),
  setUp: open("Nobody exists yet; the code that the server printed stands for the session.")
    .input(SetUp)
    .mutation(setUp),
})

/** One's own account; `router.ts` adds the calendar links to it. */
export const account = {
  me: query("account.self").input(Nothing).query(readMe),
  update: mutation("account.self").input(UpdateProfile).mutation(updateProfile),
  changePassword: mutation("account.self").input(ChangePassword).mutation(changePassword),
  sessions: query("account.self").input(Nothing).query(listSessions),
  revokeSession: mutation("account.self").input(ById).mutation(revokeSession),
  signOutEverywhere: mutation("account.self").input(SignOutEverywhere).mutation(signOutEverywhere),
  tokens: query("account.self").input(Nothing).query(listTokens),
  createToken: mutation("account.self").input(NewApiToken).mutation(createToken),
  revokeToken: mutation("account.self").input(ById).mutation(revokeToken),
  confirm: mutation("account.self").input(ConfirmIdentity).mutation(confirmIdentity),
  startSecondFactor: mutation("account.self").input(StartSecondFactor).mutation(startSecondFactor),
  confirmSecondFactor: mutation("account.self").input(ConfirmSecondFactor).mutation(confirmSecondFactor),
  disableSecondFactor: mutation("account.self").input(DisableSecondFactor).mutation(disableSecondFactor),
}

/** Everybody. */
export const users = router({
  list: query("users.read").input(ListUsers).query(listUsers),
  get: query("users.read").input(ById).query(getUser),
  directory: query("users.directory").input(SearchDirectory).query(searchDirectory),
  changeRole: mutation("users.manage").input(ChangeRole).mutation(changeRole),
  setHours: mutation("users.manage").input(SetHours).mutation(setHours),
  disable: mutation("users.manage").input(Versioned).mutation(disableUser),
  enable: mutation("users.manage").input(Versioned).mutation(enableUser),
  resetSecondFactor: mutation("users.manage").input(Versioned).mutation(resetSecondFactor),
  invitations: query("users.manage").input(Nothing).query(listInvitations),
  invite: mutation("users.manage").input(InviteUser).mutation(inviteUser),
  resendInvitation: mutation("users.manage").input(ById).mutation(resendInvitation),
  revokeInvitation: mutation("users.manage").input(ById).mutation(revokeInvitation),
  tokens: query("users.manage").input(ById).query(listTokensOf),
  revokeTokenOf: mutation("users.manage").input(ById).mutation(revokeTokenOf),
})
