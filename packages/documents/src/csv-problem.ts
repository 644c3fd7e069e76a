/** What is wrong with a file as a whole, as a sentence for the person who chose it. */
export class CsvProblem extends Error {
  override name = "CsvProblem"

  constructor(
    sentence: string,
    /** The line of the file that it is about, from 1; null when it is about all of it. */
    readonly line: number | null = null,
  ) {
    super(line === null ? sentence : `Line ${line.toLocaleString("en")}: ${sentence}`)
  }
}
