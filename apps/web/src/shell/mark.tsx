import classes from "./mark.module.css"

/** The product's mark: an alpha. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M17.6 6.6c-1 4.6-3.7 10.2-7.2 10.2-2.4 0-4-2-4-4.7 0-2.8 1.7-4.9 4.2-4.9 4.3 0 4.3 9.6 7.4 9.6" />
    </svg>
  )
}
