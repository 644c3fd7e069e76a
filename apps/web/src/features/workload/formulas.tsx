import classes from "./workload.module.css"

const formulas = [
  ["Load", "assigned ÷ capacity"],
  [
    "Utilisation",
    "billable ÷ capacity of the days up to today; future weeks have none. Each week shows it after the logged hours",
  ],
  ["Capacity", "working days, less days off and leave, × hours a day"],
  [
    "Assigned",
    "remaining work of open tasks (estimate × share that is not done), spread evenly over their planned days and their assignees",
  ],
  ["Billable", "logged time that is billed to clients"],
] as const

/** What the figures of the page mean. */
export function Formulas() {
  return (
    <dl className={classes.formulas} aria-label="How it is calculated">
      {formulas.map(([name, formula]) => (
        <div key={name}>
          <dt>{name} =</dt>
          <dd>{formula}</dd>
        </div>
      ))}
    </dl>
  )
}
