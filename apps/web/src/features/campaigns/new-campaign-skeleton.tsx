"use client"

import { Skeleton, Stack } from "@mantine/core"
import { Two } from "../../forms/two"
import { Page } from "../../shell/page"
import { Steps } from "../../shell/steps"
import { useListAddress } from "../../table/list-memory"
import { wizardSteps } from "./new-campaign-values"
import classes from "./wizard.module.css"

const field = (
  <div>
    <Skeleton h={11} w={72} mb={9} />
    <Skeleton h={32} />
  </div>
)

/** The shape of the wizard's first step while it is on its way. */
export function NewCampaignLoading() {
  const list = useListAddress("/campaigns")
  return (
    <Page trail={[{ label: "Campaigns", href: list }, { label: "New campaign" }]} width="text">
      <div className={classes.steps}>
        <Steps label="New campaign steps" steps={wizardSteps} at={0} />
      </div>
      <Stack gap="sm" aria-busy>
        <Skeleton h={14} w={120} my={3} />
        {field}
        {field}
        <Two>
          {field}
          {field}
        </Two>
      </Stack>
    </Page>
  )
}
