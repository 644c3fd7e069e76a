/** What a socket may cost. */
export interface Bounds {
  /** Bytes of one message from a client. */
  payload: number
  /** Calls in one message. */
  batch: number
  /** Calls of one socket that run at the same time. */
  calls: number
  /** Subscriptions of one socket. */
  subscriptions: number
  /** Sockets of one person in one process, and of one network (an IPv4 address, an IPv6 /64), such as an office. */
  socketsOfPerson: number
  socketsOfNetwork: number
  /** Milliseconds that a request's head and a whole request may take to come in. */
  head: number
  request: number
  /** Milliseconds that a socket may be open on which nobody has signed in. */
  stranger: number
  /** Messages a second that a socket may send in the long run, and at once. */
  messages: { perSecond: number; atOnce: number }
  /** Bytes that wait for a reader before the feed leaves it alone until it has read some. */
  highWater: number
  /** Bytes that wait for a reader before it is cut off, such as the answers to calls it does not read. */
  cutOff: number
  /** Milliseconds that a reader may take nothing while something waits for it. */
  stall: number
  /** Milliseconds between pings; a socket that did not answer the last one is dropped. */
  heartbeat: number
  /** Milliseconds between two looks at whether the sessions and tokens behind open subscriptions still hold. */
  recheck: number
  /** Milliseconds that running calls get when the process ends. */
  drain: number
  /** Milliseconds that a client gets to agree to the close when the process ends. */
  goodbye: number
}

export const defaultBounds: Bounds = {
  payload: 64 * 1024,
  batch: 20,
  calls: 20,
  subscriptions: 20,
  socketsOfPerson: 100,
  socketsOfNetwork: 2_000,
  head: 10_000,
  request: 60_000,
  stranger: 30_000,
  messages: { perSecond: 100, atOnce: 200 },
  highWater: 256 * 1024,
  cutOff: 1024 * 1024,
  stall: 20_000,
  heartbeat: 30_000,
  recheck: 2_000,
  drain: 8_000,
  goodbye: 2_000,
}
