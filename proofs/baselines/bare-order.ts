/**
 * The least that can be done with the same arrays: neighbours by counting, then a topological order, each task once and
 * each link once. No dates, no floats, no word about cycles.
 */
export function bareOrder(count: number, from: Int32Array, to: Int32Array): Int32Array {
  const first = new Int32Array(count + 1)
  const waiting = new Int32Array(count)
  for (let dependency = 0; dependency < from.length; dependency++) {
    first[(from[dependency] ?? 0) + 1] = (first[(from[dependency] ?? 0) + 1] ?? 0) + 1
    waiting[to[dependency] ?? 0] = (waiting[to[dependency] ?? 0] ?? 0) + 1
  }
  for (let task = 0; task < count; task++) first[task + 1] = (first[task + 1] ?? 0) + (first[task] ?? 0)
  const next = first.slice()
  const out = new Int32Array(from.length)
  for (let dependency = 0; dependency < from.length; dependency++) {
    const place = next[from[dependency] ?? 0] ?? 0
    out[place] = to[dependency] ?? 0
    next[from[dependency] ?? 0] = place + 1
  }
  const order = new Int32Array(count)
  let found = 0
  for (let task = 0; task < count; task++) if (waiting[task] === 0) order[found++] = task
  for (let done = 0; done < found; done++) {
    const task = order[done] ?? 0
    for (let at = first[task] ?? 0; at < (first[task + 1] ?? 0); at++) {
      const after = out[at] ?? 0
      const left = (waiting[after] ?? 0) - 1
      waiting[after] = left
      if (left === 0) order[found++] = after
    }
  }
  return order
}
