/** How many of something each has at once in this process, such as the sockets of a person or of a network. */
export class Places {
  private readonly taken = new Map<string, number>()

  constructor(readonly most: number) {}

  /** Takes a place; false when there is none left. */
  take(whose: string): boolean {
    const taken = this.taken.get(whose) ?? 0
    if (taken >= this.most) return false
    this.taken.set(whose, taken + 1)
    return true
  }

  giveBack(whose: string): void {
    const left = (this.taken.get(whose) ?? 0) - 1
    if (left > 0) this.taken.set(whose, left)
    else this.taken.delete(whose)
  }
}
