interface How {
  /** Digits after the point at most. */
  digits: number
  /** The reader's point, which decides where a text could be read both ways. */
  point?: string
}

/**
 * What somebody typed as a plain decimal (`-12000.5`), or null where it is no number. People write as they are used to,
 * whatever the page's language: `12.000,50`, `12,000.50`, `12 000,50` and `12'000.5` are the same.
 *
 * Of two different signs the later one is the point, and a sign that stands twice groups. A single sign before exactly
 * three digits (`12.000`) groups, unless so many digits may follow the point and it is the reader's.
 */
export function readDecimal(typed: string, { digits, point }: How): string | null {
  const text = typed.replace(/[\s\u00a0\u202f'’_]/g, "").replace(/^[−–]/, "-")
  const [, sign, body] = /^([-+]?)(\d[\d.,]*|[.,]\d+)$/.exec(text) ?? []
  if (body === undefined) return null
  const marks = [...body].filter((each) => each === "." || each === ",")
  const last = marks.at(-1)
  const single = marks.length === 1
  const groups =
    last !== undefined &&
    (single
      ? /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) && (digits < 3 || last !== point)
      : new Set(marks).size === 1)
  const at = last === undefined || groups ? body.length : body.lastIndexOf(last)
  const [whole, parts] = [body.slice(0, at), body.slice(at + 1)]
  // Groups of three, or as in India of two with three at the end; all by the same sign.
  if (/[.,]/.test(whole) && !/^\d{1,3}(?:([.,])\d{2,3})?(?:\1\d{2,3})*[.,]\d{3}$/.test(whole)) return null
  if (new Set(whole.replace(/\d/g, "")).size > 1 || parts.length > digits) return null
  const plain = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0"
  const decimals = parts.replace(/0+$/, "")
  const value = decimals === "" ? plain : `${plain}.${decimals}`
  return sign === "-" && value !== "0" ? `-${value}` : value
}
