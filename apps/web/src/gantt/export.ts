import { type Picture, type PictureOf, pictureOf, rowsOfPicture } from "./picture"

/** Rows on a printed page, landscape. */
const rowsOfPage = 36
/** The most that a browser's canvas holds, in pixels. */
const canvasArea = 120_000_000

/**
 * Lets the browser save the chart as PNG: as one picture, or as several that are numbered when it has more rows than a
 * picture holds. Answers how many there are.
 */
export async function savePictures(of: PictureOf): Promise<number> {
  const name = of.title.replace(/[\\/:*?"<>|]+/g, " ").trim()
  const count = Math.max(1, Math.ceil(of.rows.length / rowsOfPicture))
  for (let number = 0; number < count; number++) {
    const from = number * rowsOfPicture
    const which = count === 1 ? "" : ` (${number + 1} of ${count})`
    // One after the other: a picture alone is some hundred megabytes on its way.
    save(
      await pngOf(pictureOf({ ...of, title: of.title + which }, from, from + rowsOfPicture)),
      `${name}${which}.png`,
    )
  }
  return count
}

async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
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
    return blob
  } finally {
    URL.revokeObjectURL(source)
  }
}

function save(blob: Blob, name: string): void {
  const dependency = document.createElement("a")
  dependency.href = URL.createObjectURL(blob)
  dependency.download = name
  dependency.click()
  // A browser that asks whether it may save several files takes this one only after the answer.
  setTimeout(() => URL.revokeObjectURL(dependency.href), 60_000)
}

/**
 * Opens the browser's print dialog, which also saves PDF, with the whole chart on as many pages as it takes. Rejects
 * when the browser cannot draw a page.
 */
export async function printPicture(of: PictureOf): Promise<void> {
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
  try {
    await Promise.all([...sheet.querySelectorAll("img")].map((page) => page.decode()))
  } catch (error) {
    sheet.remove()
    throw error
  }
  window.addEventListener("afterprint", () => sheet.remove(), { once: true })
  window.print()
}
