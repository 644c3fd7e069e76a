import { setPriority } from "node:os"
import { attackAll } from "./attacks"
import { letGo, type Target } from "./line"

// The attackers have a process of their own, at the lowest priority: they stand for machines elsewhere, whose work costs
// the servers nothing.
setPriority(19)
let running = false
process.on("message", async (order: { web: Target; ws: Target } | "stop") => {
  running = order !== "stop"
  if (order === "stop") letGo()
  else process.send?.(await attackAll(order, () => running))
})
