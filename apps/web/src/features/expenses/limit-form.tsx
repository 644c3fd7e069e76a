"use client"

import type { ExpenseRules } from "@alphas/domain/expenses/dto"
import { Skeleton, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { useMe } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { parseMoney, writeMoney } from "../../format/money"
import { useReader } from "../../format/reader"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"

const labels = { limitMinor: "Limit" }

/** Up to what amount managers approve expenses. */
export function LimitForm() {
  const { data, error, refetch } = trpc.expenses.rules.get.useQuery()
  return (
    <Section
      title="Expenses"
      text="Managers approve expenses of their campaigns up to this amount; finance approves the rest."
    >
      {data ? (
        <Fields rules={data} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton h={100} />
      )}
    </Section>
  )
}

function Fields({ rules }: { rules: ExpenseRules }) {
  const { locale } = useReader()
  const { currency } = useMe().agency
  const update = trpc.expenses.rules.update.useMutation()
  const valuesOf = (now: ExpenseRules) => ({
    limitMinor: now.limitMinor === null ? "" : writeMoney(now.limitMinor, now.limitCurrency, locale),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it depends on nothing else than the locale
  const initial = useMemo(() => valuesOf(rules), [rules, locale])
  const editing = useEditing({
    initial,
    version: rules.version,
    save: ({ values: { limitMinor }, version }) => {
      const minor = limitMinor.trim() === "" ? null : parseMoney(limitMinor, currency, locale)
      if (limitMinor.trim() !== "" && minor === null)
        throw invalidFields({ limitMinor: `Enter an amount like ${writeMoney(50_000, currency, locale)}.` })
      return update.mutateAsync({ version, limitMinor: minor })
    },
    readCurrent: (current) => {
      const now = current as ExpenseRules // what expenses.rules.update refuses a stale version with
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      done("Limit saved")
    },
  })
  return (
    <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
      <TextInput
        label={labels.limitMinor}
        inputMode="decimal"
        placeholder="None: finance approves every expense"
        rightSection={rules.limitCurrency}
        rightSectionWidth={52}
        rightSectionPointerEvents="none"
        {...editing.field("limitMinor")}
      />
    </Form>
  )
}
