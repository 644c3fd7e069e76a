"use client"

import type { Expense } from "@alphas/domain/expenses/dto"
import { expenseCategoryLabels } from "@alphas/domain/expenses/words"
import type { Conversion } from "@alphas/domain/money/exchange"
import { Anchor, Group, Stack, Title } from "@mantine/core"
import Link from "next/link"
import { Money } from "../../format/money-text"
import { Day, When } from "../../format/time"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import record from "../../shell/record.module.css"

/** At the side of an expense: whose it is, for which campaign, and what happened to it. */
export function ExpenseSide({ expense }: { expense: Expense }) {
  const { person, campaign, counted, decidedBy, decidedAt, reimbursedBy, reimbursedAt } = expense
  return (
    <Stack gap={22}>
      <section>
        <Title order={2} mb={6}>
          Person
        </Title>
        <Group gap={8}>
          <Face id={person.id} name={person.name} />
          <span>{person.name}</span>
        </Group>
      </section>
      <section>
        <Title order={2} mb={6}>
          Campaign
        </Title>
        {campaign === null ? (
          "Internal expense"
        ) : (
          <Anchor component={Link} href={`/campaigns/${campaign.id}`} size="sm">
            {campaign.name}
          </Anchor>
        )}
      </section>
      <section className={record.facts}>
        <Title order={2} mb={6}>
          Details
        </Title>
        <Facts
          facts={[
            ["Day", <Day key="day" day={expense.day} />],
            ["Category", expenseCategoryLabels[expense.category]],
            ["Billable", campaign !== null && (expense.billable ? "Yes" : "No")],
            [
              "Counted",
              counted !== null && <Money key="counted" minor={counted.minor} currency={counted.currency} />,
            ],
            ["Exchange rate", counted !== null && sayRates(counted.conversion)],
            ["Entered", <When key="entered" at={expense.createdAt} />],
            ["Submitted", expense.submittedAt && <When key="submitted" at={expense.submittedAt} />],
            [expense.state === "rejected" ? "Rejected by" : "Approved by", decidedBy?.name],
            ["Decided", decidedAt && <When key="decided" at={decidedAt} />],
            ["Reimbursed by", reimbursedBy?.name],
            ["Reimbursed", reimbursedAt && <When key="reimbursed" at={reimbursedAt} />],
          ]}
        />
      </section>
    </Stack>
  )
}

/** The rates by which an amount was converted; null where it was not. */
const sayRates = ({ steps }: Conversion): string | null =>
  steps.length === 0
    ? null
    : steps.map(({ rate: { base, quote, rate, day } }) => `1 ${base} = ${rate} ${quote} (${day})`).join(", ")
