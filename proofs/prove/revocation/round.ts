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
const window = 1_250
/** Milliseconds between two calls of a person. */
const pollEvery = 150

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
    if (!(await until(ready)))
      return { ...measured, wrong: ["somebody did not hear, or was not let in, before anything was ended"] }
    const port = agency.ports[Math.floor(Math.random() * agency.ports.length)] ?? 0
    const before = revoked[0]?.last
    const ended = await call(port, round.by, "mutation", round.path, round.input)
    if (!ended.ok) return { ...measured, wrong: [`${round.path} was refused: ${ended.text.slice(0, 200)}`] }
    const answered = ended.answered
    const since = answered + bound
    await sleep(window)
    for (const ear of revoked) await judgeEar(measured, round, ear, answered)
    for (const poll of polls) {
      await until(() => poll.lastAnswered > since)
      measured.lastCall.push(Math.max(0, poll.lastAccepted - answered))
      if (poll.lastAccepted > since) measured.wrong.push("a call was accepted too late")
    }
    for (const ear of kept) {
      if (ear.closedAt !== null || !(await until(() => ear.lastHeard(round.lost) > since)))
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

async function judgeEar(measured: Measured, round: Round, ear: Ear, answered: number): Promise<void> {
  const { lost, left } = round
  // Whoever has nothing left must hear nothing at all.
  const last = ear.lastHeard(left === null ? undefined : lost)
  measured.lastEvent.push(Math.max(0, last - answered))
  if (last > answered + bound) measured.wrong.push(`an event came ${Math.round(last - answered)} ms later`)
  if (left !== null) {
    if (ear.closedAt === null && !(await until(() => ear.lastHeard(left) > answered + bound)))
      measured.wrong.push("nothing is heard any more of the client that stays")
  } else if (!(await until(() => ear.closedAt !== null))) measured.wrong.push("a socket was left open")
  else measured.closed.push(Math.max(0, (ear.closedAt ?? 0) - answered))
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
  await until(() => ears.every(settled))
  for (const ear of ears) {
    if (ear.heardOf(round.lost))
      measured.wrong.push("a new socket was told what its person may no longer see")
    if (!settled(ear)) measured.wrong.push("a new socket was neither refused nor told anything")
    if (round.left === null && ear.heard.length > 0) measured.wrong.push("a new socket was told something")
    ear.close()
  }
}

/** Waits until it holds; false when it does not within half a minute. */
async function until(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + 30_000; !holds(); await sleep(10)) {
    if (Date.now() > end) return false
  }
  return true
}

/** Asks again and again for something that only the old rights allow. */
class Poll {
  accepted = 0
  /** `performance.now()` when the last call was sent that was accepted. */
  lastAccepted = 0
  /** The same of the last call that was answered at all. */
  lastAnswered = 0
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
      this.lastAnswered = answer.sent
      if (answer.ok) {
        this.accepted++
        this.lastAccepted = answer.sent
      }
      await sleep(pollEvery)
    }
  }
}
