"use client"

import type { AgencyCalendar } from "@alphas/domain/calendar/dto"
import { Checkbox, Group, Select, Skeleton, Text } from "@mantine/core"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { countryChoices } from "../../format/countries"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { useToday } from "../../format/use-today"
import { daysOf, sayWeekday } from "../../format/weeks"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"

interface CalendarValues extends Record<string, unknown> {
  workingWeekdays: string[]
  holidayCountry: string | null
  holidayRegion: string | null
}

const labels = {
  workingWeekdays: "Working days",
  holidayCountry: "Public holidays of",
  holidayRegion: "Region",
}

const valuesOf = (calendar: AgencyCalendar): CalendarValues => ({
  workingWeekdays: calendar.workingWeekdays.map(String),
  holidayCountry: calendar.holidayCountry,
  holidayRegion: calendar.holidayRegion,
})

const forApi = ({ workingWeekdays, ...rest }: Partial<CalendarValues>) => ({
  ...rest,
  ...(workingWeekdays ? { workingWeekdays: workingWeekdays.map(Number) } : {}),
})

/** On which days the agency works: its weekdays, and the public holidays that it keeps. */
export function WorkingDays() {
  const { data, error, refetch } = trpc.calendar.get.useQuery()
  return (
    <Section title="Working days" text="Used for every schedule, deadline and workload.">
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
  const reader = useReader()
  const update = trpc.calendar.update.useMutation()
  const initial = useMemo(() => valuesOf(calendar), [calendar])
  const editing = useEditing({
    initial,
    version: calendar.version,
    save: ({ changes, version }) => update.mutateAsync({ version, changes: forApi(changes) }),
    readCurrent: (current) => {
      const now = current as AgencyCalendar // what calendar.update refuses a stale version with
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      done("Working days saved")
    },
  })
  const { field, form } = editing
  const { countries, regions } = usePlaces(form.values)
  return (
    <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
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
        nothingFoundMessage="No countries match."
        data={countries}
        {...field("holidayCountry")}
        onChange={(country) => form.setValues({ holidayCountry: country, holidayRegion: null })}
      />
      {regions.length > 0 && (
        <Select
          label={labels.holidayRegion}
          placeholder="The whole country"
          searchable
          clearable
          limit={60}
          nothingFoundMessage="No regions match."
          data={regions}
          {...field("holidayRegion")}
        />
      )}
      <Holidays calendar={calendar} />
    </Form>
  )
}

/** The countries whose holidays are known, and the parts of the chosen one that have others. */
function usePlaces({ holidayCountry, holidayRegion }: CalendarValues) {
  const { locale } = useReader()
  const { data } = trpc.calendar.places.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const known = new Set(data?.map(({ country }) => country))
    const countries = countryChoices(locale, holidayCountry ?? "").filter(
      ({ value }) => data === undefined || known.has(value) || value === holidayCountry,
    )
    const found = data?.find(({ country }) => country === holidayCountry)?.regions ?? []
    const regions = found
      .map(({ code, name }) => ({ value: code, label: name }))
      .sort((one, other) => one.label.localeCompare(other.label, locale))
    // While the regions are on their way, and for one that is known no longer, what is set shows by its code.
    const named = holidayRegion === null || regions.some(({ value }) => value === holidayRegion)
    return {
      countries,
      regions: named ? regions : [...regions, { value: holidayRegion, label: holidayRegion }],
    }
  }, [data, locale, holidayCountry, holidayRegion])
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
