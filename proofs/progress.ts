/** Keeps a line of a person's terminal current, once a second; returns how to end and clear it. */
export function showProgress(line: () => string): () => void {
  if (!process.stdout.isTTY) return () => undefined
  const showing = setInterval(() => process.stdout.write(`\r\x1b[K${line()}`), 1_000)
  return () => {
    clearInterval(showing)
    process.stdout.write("\r\x1b[K")
  }
}
