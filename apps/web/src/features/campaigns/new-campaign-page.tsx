"use client"

import { isolate } from "@alphas/domain/isolate"
import { Button, Title } from "@mantine/core"
import Link from "next/link"
import { useEffect, useMemo, useRef, useState } from "react"
import { useMe } from "../../data/me"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { Form } from "../../forms/form"
import { placeErrors } from "../../forms/place-errors"
import { type Editing, useEditing } from "../../forms/use-editing"
import { Page } from "../../shell/page"
import { Steps } from "../../shell/steps"
import { useListAddress } from "../../table/list-memory"
import { checkedCampaign, type NewCampaignValues, stepOf, wizardSteps } from "./new-campaign-values"
import classes from "./wizard.module.css"
import { BasicsStep, BudgetStep, KpisStep, TasksStep, TeamStep } from "./wizard-steps"

const last = wizardSteps.length - 1

/** The wizard for a new campaign: one form in five steps, sent at the end. */
export function NewCampaignPage({ clientId, templateId }: { clientId: string | null; templateId: string }) {
  const { id: me, agency } = useMe()
  const { locale } = useReader()
  const list = useListAddress("/campaigns")
  const today = useToday()
  const create = trpc.campaigns.create.useMutation()
  const [step, setStep] = useState(0)
  const [begun] = useState(today)
  const initial = useMemo<NewCampaignValues>(
    () => ({
      ...{ clientId, name: "", description: "", startDay: begun, endDay: "" },
      ...{ budgetMinor: "", currency: "", kpis: [], managerId: me, memberIds: [], templateId },
    }),
    [clientId, templateId, begun, me],
  )
  const editing: Editing<NewCampaignValues> = useEditing<NewCampaignValues, { id: string }>({
    initial,
    save: async ({ values }) => create.mutateAsync(await checkedCampaign(values, { locale, currency }, last)),
    onSaved: () => done(`${isolate(editing.form.getValues().name)} created`),
    opens: ({ id }) => `/campaigns/${id}`,
  })
  const { values, errors } = editing.form
  const chosen = trpc.clients.get.useQuery(
    { id: values.clientId ?? "" },
    { enabled: values.clientId !== null },
  ).data
  const currency = values.currency || chosen?.currency || agency.currency

  // What is refused at the end may stand on a step that is behind.
  const wrong = stepOf(Object.keys(errors))
  useEffect(() => {
    if (wrong !== null) setStep((now) => Math.min(now, wrong))
  }, [wrong])

  const panel = useRef<HTMLDivElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    const first = panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const field = first ?? panel.current?.querySelector<HTMLElement>("input:not([type=hidden]), button")
    field?.focus()
  }, [step])

  const next = async () => {
    try {
      await checkedCampaign(values, { locale, currency }, step)
      editing.form.clearErrors()
      setStep(step + 1)
    } catch (error) {
      editing.form.setErrors(placeErrors(refusalOf(error), values).placed)
    }
  }
  return (
    <Page trail={[{ label: "Campaigns", href: list }, { label: "New campaign" }]} width="text">
      <div className={classes.steps}>
        <Steps label="New campaign steps" steps={wizardSteps} at={step} open={setStep} />
      </div>
      <Form
        editing={step === last ? editing : { ...editing, submit: next }}
        action={step === last ? "Create campaign" : "Next"}
        beside={
          step === 0 ? (
            <Button component={Link} href={list} size="sm" variant="default">
              Cancel
            </Button>
          ) : (
            <Button size="sm" variant="default" onClick={() => setStep(step - 1)}>
              Back
            </Button>
          )
        }
      >
        <div ref={panel} className={classes.panel}>
          <Title order={2}>{wizardSteps[step]}</Title>
          {step === 0 && <BasicsStep editing={editing} />}
          {step === 1 && <BudgetStep editing={editing} currency={currency} own={chosen?.name} />}
          {step === 2 && <KpisStep editing={editing} />}
          {step === 3 && <TeamStep editing={editing} />}
          {step === 4 && <TasksStep editing={editing} />}
        </div>
      </Form>
    </Page>
  )
}
