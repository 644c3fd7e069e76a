/**
 * Where a change stands in the log. The order is that of the fields: epochs rise when a dump was restored into another
 * cluster, transaction ids (`xid8`, 64 bits) rise within an epoch, `seq` rises within a transaction.
 */
export interface Position {
  epoch: number
  tx: bigint
  seq: number
}

/** Before every change of an epoch. */
export const beginningOf = (epoch: number): Position => ({ epoch, tx: 0n, seq: 0 })

const shape = /^(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,19})\.(0|[1-9]\d{0,15})$/
const largestEpoch = 2 ** 31 - 1
const largestTransaction = 2n ** 64n - 1n

/** `epoch.transaction.sequence`, as it travels. */
export const formatPosition = (position: Position): string =>
  `${position.epoch}.${position.tx}.${position.seq}`

/** The position that `formatPosition` wrote; null when the text is anything else. */
export function parsePosition(text: string): Position | null {
  const parts = shape.exec(text)
  if (parts === null) return null
  const [, epoch = "", tx = "", seq = ""] = parts
  const position = { epoch: Number(epoch), tx: BigInt(tx), seq: Number(seq) }
  return position.epoch <= largestEpoch &&
    position.tx <= largestTransaction &&
    Number.isSafeInteger(position.seq)
    ? position
    : null
}

/** Negative when `a` comes first, zero when both are the same. */
export function comparePositions(a: Position, b: Position): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch
  if (a.tx !== b.tx) return a.tx < b.tx ? -1 : 1
  return a.seq - b.seq
}
