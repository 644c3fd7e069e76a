/** An element, or null for one that is left out. */
export interface Xml {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Text, or the elements in it. */
  content: string | readonly Xml[]
}

/**
 * An element; null when there is nothing in it, so that no empty one is written. Text is trimmed and loses the
 * characters that XML 1.0 has no place for.
 */
export function element(
  name: string,
  content: string | null | readonly (Xml | null)[],
  attributes: Readonly<Record<string, string>> = {},
): Xml | null {
  if (content === null) return null
  const kept = typeof content === "string" ? xmlText(content) : content.filter((each) => each !== null)
  return kept.length === 0 ? null : { name, attributes, content: kept }
}

/** A document in UTF-8, two blanks a level; the same elements are the same text. */
export function writeXml(root: Xml): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>']
  write(root, "", lines)
  return `${lines.join("\n")}\n`
}

function write({ name, attributes, content }: Xml, indent: string, lines: string[]): void {
  const named = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const open = `${indent}<${name}${named.join("")}>`
  if (typeof content === "string") {
    lines.push(`${open}${escaped(content)}</${name}>`)
    return
  }
  lines.push(open)
  for (const child of content) write(child, `${indent}  `, lines)
  lines.push(`${indent}</${name}>`)
}

/** Text without what is no `Char` of XML 1.0 (2.2), half surrogate pairs among it, and with one kind of line end (2.11). */
export const xmlText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .trim()

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (each) => entities[each] ?? each)
