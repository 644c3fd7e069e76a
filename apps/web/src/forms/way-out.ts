import { followedLink } from "./followed-link"

/** Asks whether what is not saved may be thrown away. */
type Ask = () => Promise<boolean>

/** What is used of the browser's window. */
export type Page = Pick<Window, "addEventListener" | "removeEventListener"> & {
  readonly history: Pick<History, "state" | "pushState" | "replaceState" | "go">
  readonly location: Pick<Location, "href">
}

/** In the state of an entry of the history: it was added so that going back can be asked about, for this address. */
const mark = "alphasUnsaved"
/** In the state of the entry below the added one. */
const markBelow = "alphasUnsavedAbove"

/**
 * Stands on every way off the page while forms hold something that is not saved: links, the back button, the closing of
 * the tab, and what calls `mayLeave`. There is one question, however many forms there are.
 *
 * Going back cannot be held, so a form that is typed into adds one more entry for the same page: going back leads to
 * the entry below first, and there is time to ask. The added one is not taken back when the form is saved, for that
 * would be a step through the history in the midst of whatever else is under way; instead the one below is passed over
 * when somebody goes back from it, and the next form that is typed into finds it there.
 */
export class WayOut {
  private readonly forms = new Map<symbol, Ask>()
  private asking: Promise<boolean> | null = null
  /** Yes was said, and nothing has been pressed since. */
  private agreed = false
  /** The address of the added entry that one is on; null on any other. */
  private at: string | null = null
  private listens = false

  constructor(
    private readonly page: Page,
    private readonly sessionIsOver: () => boolean,
  ) {}

  /** Holds the page for a form until the answer is called. */
  hold(ask: Ask): () => void {
    const form = Symbol()
    if (this.forms.size === 0) {
      this.agreed = false
      this.page.addEventListener("beforeunload", this.unload)
    }
    this.forms.set(form, ask)
    this.listen()
    this.at = this.addedHere()
    if (this.at === null) this.add()
    return () => {
      this.forms.delete(form)
      if (this.forms.size === 0) this.page.removeEventListener("beforeunload", this.unload)
    }
  }

  /** Whether nothing is unsaved, or the person gives it up. */
  async mayLeave(): Promise<boolean> {
    const [ask] = this.forms.values()
    if (ask === undefined || this.agreed) return true
    this.asking ??= ask()
    try {
      this.agreed = await this.asking
    } finally {
      this.asking = null
    }
    return this.agreed
  }

  private get holds(): boolean {
    return this.forms.size > 0 && !this.agreed
  }

  private listen(): void {
    if (this.listens) return
    this.listens = true
    this.page.addEventListener("click", this.click, { capture: true })
    this.page.addEventListener("popstate", this.back)
    for (const action of ["pointerdown", "keydown"])
      this.page.addEventListener(action, this.stayed, { capture: true })
  }

  private addedHere(): string | null {
    const { history, location } = this.page
    // The router's state may be copied to another entry, the mark with it.
    return history.state?.[mark] === location.href ? location.href : null
  }

  private add(): void {
    const { history, location } = this.page
    const { href } = location
    const { [markBelow]: _, ...state } = { ...history.state }
    this.at = href
    history.replaceState({ ...state, [markBelow]: href }, "", href)
    history.pushState({ ...state, [mark]: href }, "", href)
  }

  private readonly unload = (event: BeforeUnloadEvent): void => {
    if (this.holds && !this.sessionIsOver()) event.preventDefault()
  }

  /** Whoever does something on a page that they wanted to leave is still there. */
  private readonly stayed = (): void => {
    if (this.asking === null) this.agreed = false
  }

  private readonly click = async (event: MouseEvent): Promise<void> => {
    const link = this.holds ? followedLink(event) : null
    if (link === null) return
    event.preventDefault()
    event.stopPropagation()
    if (await this.mayLeave()) link.click()
  }

  private readonly back = async (): Promise<void> => {
    const from = this.at
    this.at = this.addedHere()
    if (this.at !== null) return
    if (!this.holds) {
      const { history, location } = this.page
      // Another entry may have the address that one went away from, and pages are opened without an event.
      if (from === location.href && history.state?.[markBelow] === from) history.go(-1)
      return
    }
    this.add()
    if (this.asking === null && (await this.mayLeave())) this.page.history.go(-2)
  }
}
