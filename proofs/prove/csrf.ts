import { type AnyCall, type Example, mutations } from "../calls/calls"
import { showProgress } from "../progress"
import { Sample } from "../sample"
import { type Attempt, attempts, withoutCookie } from "./csrf/attempts"
import { type Answer, reasonOf } from "./csrf/wire"
import { openWorld, type Prepared, type World } from "./csrf/world"

/** Every mutation x content type x Origin x Sec-Fetch-Site, on HTTP and on sockets: nothing from elsewhere is carried out. */
interface Tally {
  cells: number
  /** Of ours, carried out. */
  ran: number
  executed: string[]
  refused: string[]
  /** Refused for a reason that has nothing to do with where they come from, so that they show nothing. */
  idle: string[]
  /** Answers that would let a page elsewhere send or read more. */
  opened: string[]
}

async function main(): Promise<void> {
  const started = performance.now()
  const tally: Tally = { cells: 0, ran: 0, executed: [], refused: [], idle: [], opened: [] }
  // A procedure's path, or the beginning of some, tries only these.
  const sample = Sample.read()
  const wanted = sample.named(mutations)
  const tried = new Set<string>()
  const telling = showProgress(() => `${tried.size} of ${wanted.length} mutations, ${tally.cells} cells`)
  const world = await openWorld()
  try {
    do {
      for (const mutation of sample.mix(wanted)) {
        if (sample.passed > 1) break
        await tryMutation(world, mutation, sample, tally)
        tried.add(mutation.path)
      }
      // Within a time, some more of each.
    } while (sample.passed > 0 && sample.passed < 1)
  } finally {
    await world.close()
  }
  telling()
  report(tried.size, tally, (performance.now() - started) / 1000)
}

async function tryMutation(
  world: World,
  { path, meta, calls: [call] }: Example,
  sample: Sample,
  tally: Tally,
): Promise<void> {
  const all = meta?.kind === "open" ? [...attempts, ...withoutCookie] : attempts
  const drawn = (runs: boolean) =>
    sample.draw(
      all.filter((attempt) => attempt.runs === runs),
      1 / 16,
    )
  await world.empty()
  let ready: { prepared: Prepared; rows: string } | null = null
  // First what must not be carried out, with a call that is then carried out as it stands.
  for (const attempt of [...drawn(false), ...drawn(true)]) {
    ready ??= { prepared: await world.prepare(call), rows: await world.fingerprint() }
    const { ran, answer, after } = await carryOut(
      world,
      call,
      attempt,
      { ...ready.prepared, path },
      ready.rows,
    )
    judge(tally, `${path}, ${attempt.name}`, call, attempt, ran, answer)
    ready = ran || attempt.runs ? null : { ...ready, rows: after }
  }
}

/** Tries it; `before` is what the rows were. */
async function carryOut(
  world: World,
  call: AnyCall,
  attempt: Attempt,
  { path, cookie, input }: Prepared & { path: string },
  before: string,
) {
  const answer = await attempt.send({ port: world.server.port, path, cookie, input })
  const after = await world.fingerprint()
  const answered = answer.status < 300 && reasonOf(answer.body) === null
  // What has an effect must have had it; what only answers must have answered.
  const changed = after !== before
  return { answer, after, ran: attempt.runs && !call.onlyAnswers ? changed && answered : changed || answered }
}

function judge(
  tally: Tally,
  name: string,
  call: AnyCall,
  attempt: Attempt,
  ran: boolean,
  answer: Answer,
): void {
  const reason = reasonOf(answer.body)
  const where = `${name}: ${answer.status} ${reason ?? ""}`
  const border = ["foreign_origin", "content_type", "not opened"].includes(reason ?? "")
  tally.cells++
  if (answer.opens.length > 0) tally.opened.push(`${where} ${answer.opens.join(", ")}`)
  if (ran && attempt.runs) tally.ran++
  else if (ran) tally.executed.push(where)
  else if (attempt.runs) {
    // A socket cannot keep a cookie, so such a call is refused there after the border has let it through.
    const forItsCookie = call.setsCookie && attempt.name.startsWith("socket:") && !border
    if (!forItsCookie) tally.refused.push(where)
  } else if (attempt.atBorder && !border) tally.idle.push(where)
}

function report(mutations: number, tally: Tally, seconds: number): void {
  const groups = [
    ["executed from elsewhere", tally.executed],
    ["ours, and refused", tally.refused],
    ["refused for another reason, which shows nothing", tally.idle],
    ["opened to pages elsewhere", tally.opened],
  ] as const
  for (const [name, found] of groups) {
    for (const line of found.slice(0, 20)) console.log(`  ${name}: ${line}`)
    if (found.length > 20) console.log(`  … and ${found.length - 20} more ${name}`)
    if (found.length > 0) process.exitCode = 1
  }
  console.log(
    `${mutations} mutations, ${tally.cells} cells in ${seconds.toFixed(1)} s: ${tally.executed.length} executed from elsewhere, ` +
      `${tally.refused.length} of ours refused, ${tally.ran} of ours carried out.`,
  )
}

await main()
