"use client"

import { Tabs, Text } from "@mantine/core"
import type { ReactNode } from "react"
import { useAddress } from "../table/use-address"

/** A tab of a record. */
export interface RecordTab {
  value: string
  label: string
  /** How many there are in it. */
  count?: number
  /** Whether it is worked on across the whole width, such as a board. */
  wide?: boolean
  content: ReactNode
}

/** The tabs that a reader has: those whose condition does not hold are left out. */
export const tabsOf = (
  first: RecordTab,
  ...others: readonly (RecordTab | false)[]
): [RecordTab, ...RecordTab[]] => [first, ...others.filter((tab) => tab !== false)]

interface Props {
  tabs: readonly [RecordTab, ...RecordTab[]]
  /** The open one; the first one when the reader does not have it. */
  tab: string
  open: (tab: string) => void
}

/** What is worked on in a record, a tab each. Only the open one is drawn. */
export function RecordTabs({ tabs, tab, open }: Props) {
  const { value } = openTab(tabs, tab)
  return (
    <Tabs value={value} onChange={(next) => next !== null && open(next)} keepMounted={false}>
      <Tabs.List mb="lg">
        {tabs.map(({ value, label, count }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
            {count !== undefined && (
              <>
                {" "}
                <Text span size="xs" c="dimmed" lh={1} data-figures>
                  {count}
                </Text>
              </>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, content }) => (
        <Tabs.Panel key={value} value={value}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** The one of these tabs that is open: the wanted one, or else the first. */
export const openTab = (tabs: readonly [RecordTab, ...RecordTab[]], wanted: string): RecordTab =>
  tabs.find(({ value }) => value === wanted) ?? tabs[0]

const standardView = { tab: "overview" }

/** The tab that the address names, and how to open another one. */
export function useTab(): [tab: string, open: (tab: string) => void] {
  const [{ tab }, change] = useAddress(standardView)
  return [tab, (next) => change({ tab: next })]
}
