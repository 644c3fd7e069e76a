import { Fragment, type ReactNode } from "react"
import { AccountMenu } from "./account-menu"
import { NearLink } from "./near-link"
import classes from "./page.module.css"
import { Presence } from "./presence"
import { SearchButton } from "./search-button"
import { TopTools } from "./top-tools"

/** One step of where the page is; the last one is the page itself and needs no address. */
export interface Step {
  label: ReactNode
  href?: string
}

interface Props {
  /** From the place down to this page, such as Clients, then the client's name. */
  trail: Step[]
  /** The page's main actions; they stand at the right of the top line. */
  actions?: ReactNode
  /** `list` fills the width and lets its table scroll; `text` keeps lines readable on a wide screen. */
  width?: "list" | "text"
  children: ReactNode
}

/** A page in the frame: the top line with where one is, and below it what the page shows. */
export function Page({ trail, actions, width = "list", children }: Props) {
  const last = trail.length - 1
  return (
    <>
      <section className={classes.top} aria-label="Top line">
        <nav className={classes.trail} aria-label="Where you are">
          {trail.map((step, index) => (
            // A trail is short and never reordered.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said above
            <Fragment key={index}>
              {index === last ? (
                <h1 className={classes.here}>{step.label}</h1>
              ) : (
                <>
                  {step.href ? <NearLink href={step.href}>{step.label}</NearLink> : <span>{step.label}</span>}
                  <span className={classes.sign} aria-hidden>
                    /
                  </span>
                </>
              )}
            </Fragment>
          ))}
        </nav>
        <div className={classes.actions}>
          {actions}
          <Presence />
          <TopTools />
          <SearchButton />
          <AccountMenu />
        </div>
      </section>
      <main id="page" tabIndex={-1} className={classes.content} data-width={width}>
        {children}
      </main>
    </>
  )
}
