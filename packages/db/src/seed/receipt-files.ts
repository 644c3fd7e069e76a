import { crc32, deflateSync } from "node:zlib"

/** A PDF of one page with these lines of text (PDF 1.4; signs outside ASCII are left out). */
export function tinyPdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => line.replace(/[^\x20-\x7e]/g, "").replace(/[\\()]/g, "\\$&"))
  const text = `BT /F1 12 Tf 24 370 Td 18 TL ${shown.map((line) => `(${line}) Tj T*`).join(" ")} ET`
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ]
  let body = "%PDF-1.4\n"
  const places = objects.map((object, index) => {
    const place = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}`,
    "latin1",
  )
}

const [width, height] = [220, 320]

/** A PNG that looks like a till receipt from far away: grey bars on paper, as long as `bars` say (0 to 1). */
export function tinyPng(bars: readonly number[]): Buffer {
  const rows = Buffer.alloc(height * (width + 1), 0xf4)
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0
    const [bar, line] = [Math.floor((y - 24) / 18), (y - 24) % 18]
    const share = bars[bar]
    if (share === undefined || line < 0 || line > 7) continue
    rows.fill(0x62, y * (width + 1) + 21, y * (width + 1) + 21 + Math.round(share * (width - 40)))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8) // 8 bits of grey
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]
  return Buffer.concat([signature, ...chunks])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
