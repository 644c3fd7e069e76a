import { setTimeout as sleep } from "node:timers/promises"
import { WebSocket } from "ws"
import { type Agency, pick } from "./agency"

/**
 * Opens a socket to one of the servers, listens for a moment and cuts the line; some are cut while they open, some go
 * on from a position that was told before, some stop reading first. Settles when it is gone.
 */
export async function passBy(port: number, agency: Agency, position: string | undefined): Promise<void> {
  const { token } = pick(agency.listening)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?connectionParams=1`)
  socket.on("error", () => undefined) // a server that was killed, or a line that we cut
  socket.on("open", () => {
    socket.send(JSON.stringify({ method: "connectionParams", data: { token } }))
    const lastEventId = Math.random() < 0.5 ? position : undefined
    socket.send(
      JSON.stringify({ id: 1, method: "subscription", params: { path: "changes.live", lastEventId } }),
    )
    if (Math.random() < 0.1) socket.pause()
  })
  await sleep(Math.random() < 0.1 ? Math.random() * 5 : Math.random() * 2_500)
  socket.terminate()
}
