import type * as z from "zod"

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const kinds: Record<string, string> = {
  string: "Write some text here.",
  number: "Write a number here.",
  int: "Write a whole number here.",
  boolean: "Say yes or no here: true or false.",
  array: "Write a list here.",
  object: "Write an object with named fields here.",
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
      return issue.input === undefined ? "This is missing." : kinds[String(issue.expected)]
    case "too_big":
      return `At most ${issue.maximum.toLocaleString("en")}${unit(issue.origin, issue.maximum)}.`
    case "too_small":
      return `At least ${issue.minimum.toLocaleString("en")}${unit(issue.origin, issue.minimum)}.`
    case "invalid_value":
      return `Choose one of ${issue.values.map(String).join(", ")}.`
    case "invalid_union":
      return "This is nothing that fits here."
    default:
      return undefined
  }
}
