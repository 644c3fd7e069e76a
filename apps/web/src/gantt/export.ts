import { type PictureOf, pictureOf, rowsOfPicture } from "./picture"

/** Rows on a printed page, landscape. */
const rowsOfPage = 36
/** The most that a browser's canvas holds, in pixels. */
const canvasArea = 120_000_000

/** Lets the browser save the chart as PNG. Of a plan with more rows than a picture holds, the first ones. */
export async function savePicture(of: PictureOf): Promise<void> {
  const { svg, width, height } = pictureOf(of, 0, rowsOfPicture)
  const source = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
  try {
    const image = new Image()
    image.src = source
    await image.decode()
    const sharp = width * height * 4 > canvasArea ? 1 : 2
    const canvas = document.createElement("canvas")
    canvas.width = width * sharp
    canvas.height = height * sharp
    const context = canvas.getContext("2d")
    if (context === null) throw new Error("This browser draws no pictures.")
    context.scale(sharp, sharp)
    context.drawImage(image, 0, 0)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"))
    if (blob === null) throw new Error("The picture is too large for this browser.")
    const link = document.createElement("a")
    link.href = URL.createObjectURL(blob)
    link.download = `${of.title.replace(/[\\/:*?"<>|]+/g, " ").trim()}.png`
    link.click()
    URL.revokeObjectURL(link.href)
  } finally {
    URL.revokeObjectURL(source)
  }
}

/** Opens the browser's print dialog, which also saves PDF, with the whole chart on as many pages as it takes. */
export function printPicture(of: PictureOf): void {
  const sheet = document.createElement("div")
  sheet.setAttribute("data-gantt-print", "")
  for (let row = 0; row < Math.max(1, of.rows.length); row += rowsOfPage) {
    const { svg, width, height } = pictureOf(of, row, row + rowsOfPage)
    const page = new Image(width, height)
    page.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
    page.alt = of.title
    sheet.append(page)
  }
  const style = document.createElement("style")
  style.textContent = `
    [data-gantt-print] { display: none }
    @media print {
      @page { size: landscape; margin: 10mm }
      body > :not([data-gantt-print]) { display: none !important }
      [data-gantt-print] { display: block }
      [data-gantt-print] img { width: 100%; height: auto; max-height: 100vh; object-fit: contain; object-position: 0 0; break-after: page }
    }`
  sheet.append(style)
  document.body.append(sheet)
  window.addEventListener("afterprint", () => sheet.remove(), { once: true })
  void Promise.all([...sheet.querySelectorAll("img")].map((page) => page.decode())).then(() => window.print())
}
