"use client"

import { create } from "qrcode"

/** Light modules around the code, which scanners need (ISO/IEC 18004, 7.3.7). */
const quiet = 4

/** A text as a QR code, drawn as one path: dark on white in both themes, for scanners. */
export function QrCode({ text }: { text: string }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" })
  const size = modules.size + 2 * quiet
  const path = Array.from(modules.data, (dark, index) =>
    dark ? `M${(index % modules.size) + quiet} ${Math.floor(index / modules.size) + quiet}h1v1h-1z` : "",
  ).join("")
  return (
    <svg
      width={184}
      height={184}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code for your authenticator app"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} rx={2} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
