import { setTimeout as sleep } from "node:timers/promises"
import { type Agency, call } from "./agency"
import { type Credential, Ear } from "./ear"
import type { Round } from "./kinds"

/** What was measured, in milliseconds after the answer of the call that ends the rights; 0 for what ended before it. */
export interface Measured {
  /** To the last event that should not have been, for each socket. */
  lastEvent: number[]
  /** To the end of each socket that must end. */
  closed: number[]
  /** To when the last call was sent that was still accepted. */
  lastCall: number[]
  /** What went wrong, as sentences. */
  wrong: string[]
}

/** Milliseconds that a right may live on. */
const bound = 1_000
/** Milliseconds that are looked at after the answer. */
const window = 1_500
/** Milliseconds between two calls of a person. */
const pollEvery = 100

/** Plays one round: listens and calls in the person's name, ends their rights, and looks at what still comes through. */
export async function play(agency: Agency, round: Round): Promise<Measured> {
  const measured: Measured = { lastEvent: [], closed: [], lastCall: [], wrong: [] }
  const onBoth = (credential: Credential) => agency.ports.map((port) => new Ear(port, credential))
  const [revoked, kept] = [round.revoked.flatMap(onBoth), round.kept.flatMap(onBoth)]
  const polls = round.revoked.flatMap((credential) =>
    agency.ports.map((port) => new Poll(port, credential, round)),
  )
  const followed = [round.lost, ...(round.left === null ? [] : [round.left])]
  for (const clientId of followed) agency.busy.add(clientId)
  try {
    const ready = () =>
      [...revoked, ...kept].every((ear) => ear.heardOf(round.lost)) &&
      polls.every((poll) => poll.accepted > 1)
    for (const until = Date.now() + 30_000; !ready(); await sleep(10)) {
      if (Date.now() < until) continue
      return { ...measured, wrong: ["somebody did not hear, or was not let in, before anything was ended"] }
    }
    const port = agency.ports[Math.floor(Math.random() * agency.ports.length)] ?? 0
    const before = revoked[0]?.last
    const ended = await call(port, round.by, "mutation", round.path, round.input)
    if (!ended.ok) return { ...measured, wrong: [`${round.path} was refused: ${ended.text.slice(0, 200)}`] }
    const answered = ended.answered
    await sleep(window)
    for (const ear of revoked) judgeEar(measured, round, ear, answered)
    for (const poll of polls) {
      measured.lastCall.push(Math.max(0, poll.lastAccepted - answered))
      if (poll.lastAccepted - answered > bound) measured.wrong.push("a call was accepted too late")
      if (!poll.lastWasRefused) measured.wrong.push("calls are still accepted")
    }
    for (const ear of kept) {
      const last = ear.lastHeard(round.lost) ?? 0
      if (ear.closedAt !== null || last < answered + window / 2)
        measured.wrong.push("a right that stays was ended")
    }
    await comeBack(agency, round, measured, before)
    return measured
  } finally {
    for (const clientId of followed) agency.busy.delete(clientId)
    for (const poll of polls) poll.stop()
    for (const ear of [...revoked, ...kept]) ear.close()
  }
}

function judgeEar(measured: Measured, { lost, left }: Round, ear: Ear, answered: number): void {
  // Whoever has nothing left must hear nothing at all.
  const last = ear.lastHeard(left === null ? undefined : lost) ?? 0
  measured.lastEvent.push(Math.max(0, last - answered))
  if (last - answered > bound) measured.wrong.push(`an event came ${Math.round(last - answered)} ms later`)
  if (left !== null) {
    if (ear.closedAt === null && !((ear.lastHeard(left) ?? 0) > answered))
      measured.wrong.push("nothing is heard any more of the client that stays")
    return
  }
  if (ear.closedAt === null) measured.wrong.push("a socket was left open")
  else {
    measured.closed.push(Math.max(0, ear.closedAt - answered))
    if (ear.closedAt - answered > bound) measured.wrong.push("a socket was closed too late")
  }
}

/** Connects again with what was revoked and asks for what was missed: nothing of the lost client may come. */
async function comeBack(
  agency: Agency,
  round: Round,
  measured: Measured,
  after: string | undefined,
): Promise<void> {
  const ears = round.revoked.map((credential, number) => {
    return new Ear(agency.ports[number % agency.ports.length] ?? 0, credential, after)
  })
  const settled = (ear: Ear) =>
    ear.refusal !== null || ear.closedAt !== null || (round.left !== null && ear.heardOf(round.left))
  for (const until = Date.now() + 5_000; !ears.every(settled) && Date.now() < until; ) await sleep(10)
  for (const ear of ears) {
    if (ear.heardOf(round.lost))
      measured.wrong.push("a new socket was told what its person may no longer see")
    if (!settled(ear)) measured.wrong.push("a new socket was neither refused nor told anything")
    if (round.left === null && ear.heard.length > 0) measured.wrong.push("a new socket was told something")
    ear.close()
  }
}

/** Asks again and again for something that only the old rights allow. */
class Poll {
  accepted = 0
  /** `performance.now()` when the last call was sent that was accepted. */
  lastAccepted = 0
  lastWasRefused = false
  private stopped = false

  constructor(port: number, credential: Credential, round: Round) {
    void this.run(port, credential, round)
  }

  stop(): void {
    this.stopped = true
  }

  private async run(port: number, credential: Credential, { lost }: Round): Promise<void> {
    while (!this.stopped) {
      const answer = await call(port, credential, "query", "clients.get", { id: lost })
      this.lastWasRefused = !answer.ok
      if (answer.ok) {
        this.accepted++
        this.lastAccepted = answer.sent
      }
      await sleep(pollEvery)
    }
  }
}
