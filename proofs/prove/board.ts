/** Two browsers drag cards on one board for a minute (or so many seconds) and end with the same order as the server. */
import { inBrowser } from "../pages"

const seconds = Number(process.argv[2] ?? 60)
if (!Number.isInteger(seconds) || seconds < 1) {
  console.error(
    `${process.argv[2]} is no number of seconds. Name a whole one, such as: npm run prove -- board 60`,
  )
  process.exit(2)
}
const same = await inBrowser("tasks-board", { ALPHAS_BOARD_SECONDS: String(seconds) })
console.log(
  same
    ? `Two browsers dragged for ${seconds} s; both show the server's order, and no card is lost.`
    : `Two browsers dragged for ${seconds} s and did not end with the server's order; what differs is above.`,
)
if (!same) process.exitCode = 1
