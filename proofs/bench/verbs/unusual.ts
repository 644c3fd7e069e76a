const password = "it hashes or checks a password, which is meant to cost"

/** Verbs that may need more than an ordinary one, with the reason. */
export const unusual: Readonly<Record<string, string>> = {
  "session.signIn": password,
  "session.setUp": password,
  "session.acceptInvitation": password,
  "session.resetPassword": password,
  "account.changePassword": password,
  "account.confirm": password,
  "account.startSecondFactor": password,
  "account.disableSecondFactor": password,
  "session.register": "it looks a stranger's address up and answers in the same time whatever it finds",
  "clients.merge": "it moves everything of one client to another",
}
