interface Versioned {
  version: number
}

/**
 * Saves of one row, one after the other. Who changes a row again before the first change is answered does it on the
 * version that the first one comes to: on the one they see, the second would be refused as if somebody else had
 * changed the row in between.
 */
export class OneAfterAnother {
  private readonly last = new Map<string, Promise<number>>()

  /** Saves on `version`, or on what an earlier save that is under way comes to. One that fails holds nobody up. */
  async run<Answer extends Versioned>(
    id: string,
    version: number,
    save: (version: number) => Promise<Answer>,
  ): Promise<Answer> {
    const saving = (this.last.get(id) ?? Promise.resolve(version)).then((came) =>
      save(Math.max(version, came)),
    )
    const came = saving.then(
      (answer) => answer.version,
      () => version,
    )
    this.last.set(id, came)
    try {
      return await saving
    } finally {
      if (this.last.get(id) === came) this.last.delete(id)
    }
  }
}
