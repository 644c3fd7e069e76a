import type * as z from "zod"

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const kinds: Record<string, string> = {
  string: "Enter some text.",
  number: "Enter a number.",
  int: "Enter a whole number.",
  boolean: "Enter true or false.",
  array: "Enter a list.",
  object: "Enter an object with named fields.",
}

const unit = (origin: unknown, count: unknown): string =>
  origin === "string"
    ? ` ${count === 1 ? "character" : "characters"}`
    : origin === "array" || origin === "set"
      ? ` ${count === 1 ? "entry" : "entries"}`
      : ""

/**
 * What is told of an input that no rule of ours has a sentence for; zod's own are written for programmers. `undefined`
 * leaves it to zod.
 */
export function plainWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This field is required." : kinds[String(issue.expected)]
    case "too_big":
      return `At most ${issue.maximum.toLocaleString("en")}${unit(issue.origin, issue.maximum)}.`
    case "too_small":
      return `At least ${issue.minimum.toLocaleString("en")}${unit(issue.origin, issue.minimum)}.`
    case "invalid_value":
      return `Choose one of ${issue.values.map(String).join(", ")}.`
    case "invalid_union":
      return "This value is not valid here."
    default:
      return undefined
  }
}
