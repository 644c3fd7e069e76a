import classes from "./workload.module.css"

const formulas = [
  ["Load", "assigned ÷ capacity"],
  [
    "Utilisation",
    "billable ÷ capacity of the days until today; weeks that are yet to come have none. In each week it stands behind what is booked",
  ],
  ["Capacity", "working days, less days off and leave, × hours a day"],
  [
    "Assigned",
    "what is left of open tasks (estimate × what is not done), in equal parts on the days for which they are planned and for each of their people",
  ],
  ["Billable", "the part of the booked time that is billed"],
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
