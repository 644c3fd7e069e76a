import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"

/** Something on a page: its text and where its baseline begins, in points from the lower left corner. */
export interface Placed {
  text: string
  x: number
  y: number
  width: number
}

/** What a reader finds in a PDF, a list for each page. */
export async function pagesOf(pdf: Buffer): Promise<Placed[][]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const document = await task.promise
  const pages: Placed[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(
      items.flatMap((item) =>
        "str" in item && item.str.trim() !== ""
          ? [
              {
                text: item.str.replace(/\s/g, " "),
                x: item.transform[4],
                y: item.transform[5],
                width: item.width,
              },
            ]
          : [],
      ),
    )
  }
  await task.destroy()
  return pages
}

/** All text of a PDF, piece by piece. */
export const textsOf = async (pdf: Buffer): Promise<string[]> =>
  (await pagesOf(pdf)).flat().map(({ text }) => text)
