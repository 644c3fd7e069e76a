"use client"

import type { AgencyCalendar } from "@alphas/domain/calendar/dto"
import { Checkbox, Group, Select, Skeleton, Text, TextInput } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTRPC } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import { countryChoices } from "../clients/countries"
import { useToday } from "../session/use-today"
import { sayWeekday } from "../time/time-words"
import { daysOf } from "../time/week"
import { useSettingsSave } from "./use-settings-save"

interface CalendarValues extends Record<string, unknown> {
  workingWeekdays: string[]
  holidayCountry: string | null
  holidayRegion: string
}

const labels = {
  workingWeekdays: "Working days",
  holidayCountry: "Public holidays of",
  holidayRegion: "Region",
}

const valuesOf = (calendar: AgencyCalendar): CalendarValues => ({
  workingWeekdays: calendar.workingWeekdays.map(String),
  holidayCountry: calendar.holidayCountry,
  holidayRegion: calendar.holidayRegion ?? "",
})

const forApi = ({ workingWeekdays, holidayRegion, ...rest }: Partial<CalendarValues>) => ({
  ...rest,
  ...(workingWeekdays ? { workingWeekdays: workingWeekdays.map(Number) } : {}),
  ...(holidayRegion === undefined ? {} : { holidayRegion: holidayRegion.trim().toUpperCase() || null }),
})

/** On which days the agency works: its weekdays, and the public holidays that it keeps. */
export function WorkingDays() {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.calendar.get.queryOptions())
  return (
    <Section title="Working days" text="Every plan, deadline and workload goes by them.">
      {data ? (
        <Fields calendar={data} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton h={180} />
      )}
    </Section>
  )
}

/** Any Monday: its week has the names of the weekdays. */
const someMonday = "2026-01-05"

function Fields({ calendar }: { calendar: AgencyCalendar }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const reader = useReader()
  const { saving, settled } = useSettingsSave()
  const update = useMutation(trpc.calendar.update.mutationOptions())
  const initial = useMemo(() => valuesOf(calendar), [calendar])
  const editing = useEditing({
    initial,
    version: calendar.version,
    save: ({ changes, version }) =>
      saving(
        () => update.mutateAsync({ version, changes: forApi(changes) }),
        () => queries.fetchQuery(trpc.calendar.get.queryOptions(undefined, { staleTime: 0 })),
      ),
    readCurrent: (current) => {
      const now = current as AgencyCalendar // as it was read above
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      settled()
      done("The working days are saved")
    },
  })
  const { field, form } = editing
  const { holidayCountry } = form.values
  const countries = useMemo(
    () => countryChoices(reader.locale, holidayCountry ?? ""),
    [reader.locale, holidayCountry],
  )
  return (
    <Form editing={editing} labels={labels} act="Save" focus={false} onlyChanged>
      <Checkbox.Group label={labels.workingWeekdays} {...field("workingWeekdays")}>
        <Group gap="md" mt={6}>
          {daysOf(someMonday).map((day, index) => (
            <Checkbox
              key={day}
              size="xs"
              value={String(index + 1)}
              label={<span suppressHydrationWarning>{sayWeekday(day, reader).name}</span>}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <Select
        label={labels.holidayCountry}
        placeholder="No public holidays"
        searchable
        clearable
        limit={60}
        nothingFoundMessage="No country of this name"
        data={countries}
        {...field("holidayCountry")}
        onChange={(country) => form.setValues({ holidayCountry: country, holidayRegion: "" })}
      />
      {holidayCountry !== null && (
        <TextInput
          label={labels.holidayRegion}
          placeholder="The whole country"
          description="The letters behind the country in ISO 3166-2: BY for Bavaria, ZH for Zürich."
          {...field("holidayRegion")}
        />
      )}
      <Holidays calendar={calendar} />
    </Form>
  )
}

/** The next public holidays, so that one sees what was chosen. */
function Holidays({ calendar }: { calendar: AgencyCalendar }) {
  const today = useToday()
  const next = calendar.holidays.filter(({ day }) => day >= today).slice(0, 3)
  if (next.length === 0) return null
  return (
    <Text size="sm" c="dimmed">
      Next:{" "}
      {next.map(({ day, name }, index) => (
        <span key={day}>
          {index > 0 && ", "}
          {name} (<Day day={day} />)
        </span>
      ))}
    </Text>
  )
}
