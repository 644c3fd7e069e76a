import { InvalidArgumentError, Option } from "commander"

/** An option that takes several values, parted by commas or given again and again; `choices` are the ones it takes. */
export function listOption(flags: string, description: string, choices?: readonly string[]): Option {
  const text = choices ? `${description} (${choices.join(", ")})` : description
  return new Option(flags, text).argParser((value: string, before: string[] | undefined) => {
    const values = value
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "")
    for (const each of values) {
      if (choices && !choices.includes(each)) {
        throw new InvalidArgumentError(`"${each}" is not valid. Use one of: ${choices.join(", ")}.`)
      }
    }
    return [...(before ?? []), ...values]
  })
}

/** An option's number from `least` to `most`. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`Enter a whole number from ${least} to ${most}.`)
    }
    return number
  }

/** An argument that is one of several words. */
export const choice =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((each) => each === text)
    if (word === undefined) throw new InvalidArgumentError(`Use one of: ${words.join(", ")}.`)
    return word
  }
