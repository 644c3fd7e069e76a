/** A cell that holds something which is not saved. */
export interface HeldCell {
  /** What it is called: campaign, task and day. */
  label: string
  /** What is written in it. */
  text: string
  /** Brings the reader there. */
  look: () => void
}

/**
 * What the cells of a week hold that the server does not have: a week is not submitted over it. Read when somebody
 * submits and never drawn, so it is no state of a component.
 */
export class HeldCells {
  readonly #held = new Map<string, HeldCell>()
  readonly #saving = new Set<Promise<unknown>>()

  /** A cell was typed into, or what it holds was refused. */
  hold(id: string, cell: HeldCell): void {
    this.#held.set(id, cell)
  }

  /** What it shows is on its way, taken back or gone; returns what it held. */
  release(id: string): HeldCell | undefined {
    const cell = this.#held.get(id)
    this.#held.delete(id)
    return cell
  }

  /** Lets `first` wait for what is being saved, as the cell that was left by the click on Submit is. */
  async during<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
    this.#saving.add(work)
    try {
      return await work
    } finally {
      this.#saving.delete(work)
    }
  }

  /** A cell that holds something unsaved once all that is on its way has arrived. */
  async first(): Promise<HeldCell | undefined> {
    while (this.#saving.size > 0) await Promise.allSettled(this.#saving)
    return [...this.#held.values()][0]
  }
}
