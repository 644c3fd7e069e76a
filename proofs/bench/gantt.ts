/** A chart of 2,000 tasks in Chromium: frames while it scrolls both ways, its elements, and the preview of a drag. */
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { median, milliseconds, Report } from "../measure"
import { inBrowser } from "../pages"

/** A line that apps/web/e2e/gantt-frames.spec.ts writes; milliseconds. */
interface Figure {
  what: string
  p95: number
  median: number
  nodes?: number
  work?: number
  count?: number
}

const folder = await mkdtemp(join(tmpdir(), "alphas-gantt-"))
try {
  const file = join(folder, "figures.jsonl")
  const passed = await inBrowser("gantt-frames", { ALPHAS_FIGURES: file })
  const text = await readFile(file, "utf8").catch(() => "")
  // As that file writes them.
  const figures = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Figure]))
  const of = (what: string) => figures.filter((figure) => figure.what === what)
  const middle = (what: string, key: "p95" | "median" | "work") =>
    median(of(what).map((figure) => figure[key] ?? Number.NaN))

  const report = new Report("\nA chart of 2,000 tasks in Chromium, 300 frames a round, the middle round")
  report.must("the test in the browser passed", passed)
  for (const way of ["down", "across"]) {
    const [full, empty] = [`scroll ${way}`, `emptied ${way}`]
    report.line(`${way}: rounds`, String(of(full).length))
    report.line(`${way}: median frame`, milliseconds(middle(full, "median")))
    report.line(`${way}: work of the page in a frame`, milliseconds(middle(full, "work")))
    report.line(`${way}: 95th percentile with nothing drawn`, milliseconds(middle(empty, "p95")))
    report.bar(`${way}: 95th percentile of the frames, in ms`, middle(full, "p95"), "at most", 20)
    const nodes = Math.max(...of(full).map((figure) => figure.nodes ?? Number.POSITIVE_INFINITY))
    report.bar(`${way}: elements of the page`, nodes, "at most", 2_999, 0)
  }
  report.line("previews of a drag", String(of("preview")[0]?.count ?? 0))
  report.line("preview: median", milliseconds(middle("preview", "median")))
  report.bar("preview: 95th percentile, in ms", middle("preview", "p95"), "at most", 16)
  report.end()
} finally {
  await rm(folder, { recursive: true, force: true })
}
