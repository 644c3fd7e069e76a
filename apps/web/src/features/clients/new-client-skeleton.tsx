import { Skeleton, Stack } from "@mantine/core"
import { Two } from "../../forms/two"
import { Page } from "../../shell/page"
import classes from "./client-fields.module.css"

const field = (
  <div>
    <Skeleton h={11} w={72} mb={9} />
    <Skeleton h={32} />
  </div>
)

/** The shape of the form for a new client while it is on its way. */
export function NewClientLoading() {
  return (
    <Page trail={[{ label: "Clients", href: "/clients" }, { label: "New client" }]} width="text">
      <Stack gap="sm" aria-busy>
        {field}
        <Two>
          {field}
          {field}
          {field}
          {field}
          {field}
          {field}
        </Two>
        <div className={classes.address}>
          {field}
          {field}
          {field}
        </div>
      </Stack>
    </Page>
  )
}
